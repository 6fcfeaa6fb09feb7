using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Fido2;

namespace Passkeys.Fido2Tests;

/// <summary>Verifiers as a host has them.</summary>
internal static class Verifiers
{
    /// <summary>The framework's.</summary>
    public static IWebAuthnVerifier Framework { get; } = VerifierOf(new ServiceCollection().AddPasskeys());

    /// <summary>The one over Fido2, without metadata.</summary>
    public static IWebAuthnVerifier Plain { get; } = With(_ => { });

    /// <summary>One over Fido2.</summary>
    public static IWebAuthnVerifier With(Action<Fido2VerifierOptions> configure, TimeProvider? clock = null) => Services(configure, clock).GetRequiredService<IWebAuthnVerifier>();

    /// <summary>The services of one over Fido2.</summary>
    public static ServiceProvider Services(Action<Fido2VerifierOptions> configure, TimeProvider? clock = null)
    {
        var builder = new ServiceCollection().AddLogging().AddPasskeys().UseFido2(configure);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        return builder.Services.BuildServiceProvider();
    }

    private static IWebAuthnVerifier VerifierOf(PasskeysBuilder builder) => builder.Services.AddLogging().BuildServiceProvider().GetRequiredService<IWebAuthnVerifier>();
}
