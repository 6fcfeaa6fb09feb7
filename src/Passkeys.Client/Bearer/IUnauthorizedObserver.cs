namespace Passkeys.Client.Bearer;

/// <summary>Is told of every request that is refused. Register any number of them as services.</summary>
public interface IUnauthorizedObserver
{
    /// <summary>Called before the answer is sent: status and headers are set, and a body may be written. An exception ends the request with an error.</summary>
    /// <param name="request">The request.</param>
    /// <param name="ct">Cancelled with the request.</param>
    ValueTask OnUnauthorizedAsync(UnauthorizedRequest request, CancellationToken ct);
}
