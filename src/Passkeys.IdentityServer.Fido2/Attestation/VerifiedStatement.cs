using System.Security.Cryptography.X509Certificates;

namespace Passkeys.IdentityServer.Fido2.Attestation;

/// <summary>A statement that is correct in itself (WebAuthn L3 §7.1 step 22). Whether it can be trusted is another question.</summary>
/// <param name="Format">Its format; <c>none</c> also for formats that are not known.</param>
/// <param name="Path">The attestation certificate and those that lead on from it; none where it gives only the authenticator's own word.</param>
internal sealed record VerifiedStatement(string Format, IReadOnlyList<X509Certificate2> Path)
{
    /// <summary>No statement.</summary>
    public static VerifiedStatement None { get; } = new("none", []);

    /// <summary>Whether the format gives a model in the authenticator data. The certificates of the other two do.</summary>
    public bool NamesModel => Format is not ("fido-u2f" or "apple");
}
