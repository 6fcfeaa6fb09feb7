using System.Text.Json.Nodes;
using Passkeys.Client.Providers;
using Passkeys.Client.Verification;

namespace Passkeys.Client.Backend;

/// <summary>
/// What a back end does with passkeys: it authorises an operation, hands its token to the browser or app, and learns from a result code or a signed result what came of it.
/// </summary>
public sealed class PasskeysBackend
{
    private const string Prefix = "/identity/";

    private readonly ProviderApi _api;
    private readonly Provider _provider;
    private readonly SignedResults _results;
    private readonly PasskeysBackendOptions _options;

    internal PasskeysBackend(ProviderApi api, Provider provider, SignedResults results, PasskeysBackendOptions options) =>
        (_api, _provider, _results, _options) = (api, provider, results, options);

    /// <summary>Authorises an operation.</summary>
    /// <param name="operation">What may be done.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The token; refused with <c>invalid_request</c> when an option would be looser than the pool's rules or does not belong to the operation, or nobody is of that id.</returns>
    /// <exception cref="PasskeysException">The client may not do this at all.</exception>
    /// <exception cref="HttpRequestException">The provider cannot be reached, or has failed.</exception>
    public Task<PasskeysOutcome<IssuedOperation>> CreateOperationAsync(PasskeyOperation operation, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return _api.SendAsync<IssuedOperation>(HttpMethod.Post, _api.PathOf(Prefix, "operations"), operation.ToJson(), ct);
    }

    /// <summary>Exchanges a result code for who it stands for. A code works once, for the client that it was made for.</summary>
    /// <param name="code">The code, as the browser or app brought it.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Who; refused with <c>invalid_code</c> when it is unknown, used or expired, or another client's.</returns>
    /// <exception cref="PasskeysException">The client may not do this at all.</exception>
    /// <exception cref="HttpRequestException">The provider cannot be reached, or has failed.</exception>
    public Task<PasskeysOutcome<PasskeyPrincipal>> ExchangeAsync(string code, CancellationToken ct = default) =>
        _api.SendAsync<PasskeyPrincipal>(HttpMethod.Post, _api.PathOf(Prefix, "results", "exchange"), new JsonObject { ["code"] = code }, ct);

    /// <summary>Has the provider verify a signed result, which it does once for each.</summary>
    /// <param name="result">The signed result, as the browser or app brought it.</param>
    /// <param name="userId">Who it has to be about. Null: anybody.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>What it is worth; refused only when it is no text to verify at all.</returns>
    /// <exception cref="PasskeysException">The client may not do this at all.</exception>
    /// <exception cref="HttpRequestException">The provider cannot be reached, or has failed.</exception>
    public async Task<PasskeysOutcome<VerifiedResult>> VerifyAsync(string result, string? userId = null, CancellationToken ct = default)
    {
        var body = new JsonObject { ["result"] = result };
        if (userId is not null)
            body["userId"] = userId;
        return await _api.SendAsync<RemoteVerification>(HttpMethod.Post, _api.PathOf(Prefix, "results", "verify"), body, ct) switch
        {
            PasskeysOutcome<RemoteVerification>.Success { Value: var verified } => new PasskeysOutcome<VerifiedResult>.Success(verified.ToResult()),
            PasskeysOutcome<RemoteVerification>.Refused { Problem: var problem } => new PasskeysOutcome<VerifiedResult>.Refused(problem),
            var other => throw new InvalidOperationException($"Unknown outcome {other.GetType().Name}."),
        };
    }

    /// <summary>
    /// Verifies a signed result here, by the provider's published keys: <c>typ</c>, signature, issuer, audience and pool, expiry, person, and that it was not verified here before.
    /// That the passkey was removed in the minutes since is what only the provider knows: <see cref="VerifyAsync"/>.
    /// </summary>
    /// <param name="result">The signed result, as the browser or app brought it.</param>
    /// <param name="userId">Who it has to be about. Null: anybody.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>What it is worth.</returns>
    /// <exception cref="HttpRequestException">The keys are not known yet, and cannot be read.</exception>
    public async Task<VerifiedResult> VerifyLocallyAsync(string result, string? userId = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        try
        {
            return await _results.VerifyAsync(_provider, _options, result, userId, ct);
        }
        catch (ProviderUnavailableException error)
        {
            throw new HttpRequestException(error.Message, error);
        }
    }
}
