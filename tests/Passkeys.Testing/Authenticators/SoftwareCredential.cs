using System.Buffers.Text;

namespace Passkeys.Testing.Authenticators;

/// <summary>A passkey in a software authenticator.</summary>
public sealed class SoftwareCredential
{
    /// <summary>The credential id.</summary>
    public required byte[] Id { get; init; }

    /// <summary>The RP ID it is bound to.</summary>
    public required string RpId { get; init; }

    /// <summary>The user handle it was made for.</summary>
    public required byte[] UserHandle { get; init; }

    /// <summary>The user name shown to the person.</summary>
    public string UserName { get; set; } = "";

    /// <summary>The key pair.</summary>
    public required CredentialKey Key { get; init; }

    /// <summary>Whether it can be found by RP ID alone (WebAuthn L3 §4, "discoverable credential").</summary>
    public bool Discoverable { get; init; } = true;

    /// <summary>BE, fixed at creation.</summary>
    public bool BackupEligible { get; set; }

    /// <summary>BS, may change.</summary>
    public bool BackedUp { get; set; }

    /// <summary>The signature counter of the last ceremony.</summary>
    public uint SignCount { get; set; }

    /// <summary>The credential id as it travels in JSON.</summary>
    public string IdText => Base64Url.EncodeToString(Id);
}
