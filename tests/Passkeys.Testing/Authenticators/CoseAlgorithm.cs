namespace Passkeys.Testing.Authenticators;

/// <summary>The algorithms the software authenticator has, by their COSE numbers (IANA COSE Algorithms).</summary>
public enum CoseAlgorithm
{
    /// <summary>No algorithm.</summary>
    None = 0,

    /// <summary>ECDSA on P-256 with SHA-256.</summary>
    ES256 = -7,

    /// <summary>EdDSA on Ed25519; .NET has no such key, so that <see cref="SoftwareAuthenticator.NewKey"/> has to bring it.</summary>
    EdDSA = -8,

    /// <summary>ECDSA on P-384 with SHA-384.</summary>
    ES384 = -35,

    /// <summary>ECDSA on P-521 with SHA-512.</summary>
    ES512 = -36,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256.</summary>
    RS256 = -257,
}
