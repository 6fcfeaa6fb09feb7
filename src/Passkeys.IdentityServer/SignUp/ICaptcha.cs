namespace Passkeys.IdentityServer.SignUp;

/// <summary>Tells people from programs, where a pool asks for it.</summary>
public interface ICaptcha
{
    /// <summary>Whether the answer that the page brought is good.</summary>
    Task<bool> VerifyAsync(string? answer, string? ipAddress, CancellationToken ct);
}

/// <summary>No captcha has been set up: a pool that asks for one lets nobody sign up.</summary>
internal sealed class NoCaptcha : ICaptcha
{
    public Task<bool> VerifyAsync(string? answer, string? ipAddress, CancellationToken ct) => Task.FromResult(false);
}
