using Passkeys.IdentityServer.SignUp;

namespace HostSample.Development;

/// <summary>The captcha of Development: it accepts one answer, so that the whole way can be walked without a provider.</summary>
internal sealed class DevelopmentCaptcha : ICaptcha
{
    /// <summary>The answer that it accepts.</summary>
    public const string Answer = "captcha-ok";

    public Task<bool> VerifyAsync(string? answer, string? ipAddress, CancellationToken ct) => Task.FromResult(answer == Answer);
}
