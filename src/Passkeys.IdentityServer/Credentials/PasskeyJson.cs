using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Credentials;

/// <summary>A passkey as the API shows it, to its owner and to administrators.</summary>
public sealed record PasskeyJson
{
    /// <summary>The id in the API.</summary>
    public required string Id { get; init; }

    /// <summary>What the person calls it, or else the name of its authenticator.</summary>
    public required string Name { get; init; }

    /// <summary>The credential id, unpadded base64url.</summary>
    public required string CredentialId { get; init; }

    /// <summary>The RP ID that it is bound to.</summary>
    public required string RpId { get; init; }

    /// <summary>The authenticator model (WebAuthn L3 §6.5.1), or all zero.</summary>
    public required Guid Aaguid { get; init; }

    /// <summary>What people call the authenticator.</summary>
    public required AuthenticatorName Authenticator { get; init; }

    /// <summary>The transports that it told (WebAuthn L3 §5.8.4).</summary>
    public required IReadOnlyList<string> Transports { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last signed in (UTC), or null.</summary>
    public required DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Whether it may be synced, BE (WebAuthn L3 §6.1.3).</summary>
    public required bool BackupEligible { get; init; }

    /// <summary>Whether it is synced, BS.</summary>
    public required bool BackedUp { get; init; }

    /// <summary>Whether the person was verified when it was made.</summary>
    public required bool UserVerified { get; init; }

    internal static PasskeyJson Of(Passkey passkey, AuthenticatorNames names)
    {
        var authenticator = names.Find(passkey.Aaguid, passkey.Data.Transports);
        return new PasskeyJson
        {
            Id = passkey.Id,
            Name = passkey.Data.Name ?? authenticator.Name,
            CredentialId = Base64Url.EncodeToString(passkey.CredentialId),
            RpId = passkey.RpId,
            Aaguid = passkey.Aaguid,
            Authenticator = authenticator,
            Transports = passkey.Data.Transports ?? [],
            CreatedAt = passkey.Data.CreatedAt,
            LastUsedAt = passkey.LastUsedAt,
            BackupEligible = passkey.Data.IsBackupEligible,
            BackedUp = passkey.BackedUp,
            UserVerified = passkey.Data.IsUserVerified,
        };
    }
}

/// <summary>What a page needs for signalAllAcceptedCredentials and signalCurrentUserDetails (WebAuthn L3 §5.1.10).</summary>
internal sealed record SignalsJson(string RpId, string UserId, IReadOnlyList<string> AllAcceptedCredentialIds, string Name, string DisplayName)
{
    public static SignalsJson Of(string rpId, PoolUser user, IEnumerable<Passkey> passkeys) => new(
        rpId,
        Base64Url.EncodeToString(user.UserHandle),
        [.. passkeys.Where(p => p.RpId == rpId).Select(p => Base64Url.EncodeToString(p.CredentialId))],
        user.UserName!,
        user.DisplayName ?? user.UserName!);

    /// <summary>
    /// An answer with signals: for the pool's RP ID, and, where the pool has moved, for each one that it had. A page can pass on those of its own domain.
    /// </summary>
    public static JsonObject Answer(Pool pool, PoolUser user, IReadOnlyList<Passkey> passkeys, params (string Name, object Value)[] members)
    {
        var answer = new JsonObject();
        foreach (var (name, value) in members)
            answer[name] = JsonSerializer.SerializeToNode(value, ApiJson.Options);
        answer["signals"] = JsonSerializer.SerializeToNode(Of(pool.RpId, user, passkeys), ApiJson.Options);
        if (pool.Policy.FormerRpIds is { Count: > 0 } former)
            answer["formerSignals"] = JsonSerializer.SerializeToNode(former.Select(rpId => Of(rpId, user, passkeys)), ApiJson.Options);
        return answer;
    }
}
