using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Fido2.Attestation;
using Passkeys.IdentityServer.Fido2.Metadata;
using Passkeys.IdentityServer.Fido2.Verification;

namespace Passkeys.IdentityServer.Fido2;

/// <summary>Sets up the verifier over Fido2.AspNet.</summary>
public static class Fido2Setup
{
    /// <summary>
    /// Verifies ceremonies with Fido2.AspNet instead of the framework: EdDSA besides the other algorithms, and attestation against FIDO metadata or trust
    /// anchors where a pool asks for it. Never uses the network. Replaces the verifier that is registered, whichever comes first.
    /// </summary>
    /// <param name="builder">The extension's set-up.</param>
    /// <param name="configure">Where metadata and trust anchors are, such as the section <c>Fido2</c> of the configuration. Without either, attestation is not verified.</param>
    public static PasskeysBuilder UseFido2(this PasskeysBuilder builder, Action<Fido2VerifierOptions>? configure = null)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<Fido2VerifierOptions>, Fido2VerifierValidation>();
        services.AddOptions<Fido2VerifierOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddSingleton<MetadataReader>();
        services.TryAddSingleton<MetadataStore>();
        services.TryAddSingleton<TrustAnchors>();
        services.TryAddSingleton<AttestationJudge>();
        services.Replace(ServiceDescriptor.Singleton<IWebAuthnVerifier, Fido2Verifier>());
        services.AddHostedService<MetadataReload>();
        services.AddHealthChecks().AddCheck<MetadataHealth>("fido-metadata");
        return builder;
    }
}
