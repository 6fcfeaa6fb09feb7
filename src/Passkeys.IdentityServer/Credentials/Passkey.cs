using Microsoft.AspNetCore.Identity;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Credentials;

/// <summary>
/// A credential record (WebAuthn L3 §4). What registration fixed is in <see cref="IdentityUserPasskey{TKey}.Data"/>;
/// what an assertion changes has columns of its own, so that one statement writes it.
/// </summary>
public class Passkey : IdentityUserPasskey<string>
{
    private byte[] _credentialId = [];

    /// <summary>The id in the API; unlike the credential id it means nothing to an authenticator.</summary>
    public required string Id { get; init; }

    /// <summary>The credential id (WebAuthn L3 §4), as the authenticator chose it. It never changes.</summary>
    public override byte[] CredentialId
    {
        get => _credentialId;
        set
        {
            _credentialId = value;
            CredentialHash = new CredentialId(value).Hash();
        }
    }

    /// <summary>
    /// SHA-256 of the credential id, by which it is found and unique in its pool: the id itself may be longer (1023 bytes) than databases let the
    /// key of an index be.
    /// </summary>
    public byte[] CredentialHash { get; private set; } = [];

    /// <summary>The pool of the passkey's owner.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>The RP ID the passkey is bound to. It stays when the pool moves to another domain.</summary>
    public required string RpId { get; init; }

    /// <summary>The authenticator model (WebAuthn L3 §6.5.1), or all zero when it was not told.</summary>
    public Guid Aaguid { get; init; }

    /// <summary>The last signature counter (WebAuthn L3 §6.1.1); 0 when the authenticator keeps none. Authoritative, unlike the one in Data.</summary>
    public long SignCount { get; set; }

    /// <summary>The last backup state, BS (WebAuthn L3 §6.1.3). Authoritative, unlike the one in Data.</summary>
    public bool BackedUp { get; set; }

    /// <summary>Whether attestation proved at registration that the private key is in hardware and stays there. Default false: not known.</summary>
    public bool HardwareProtected { get; init; }

    /// <summary>When the passkey last signed in (UTC), or null.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}
