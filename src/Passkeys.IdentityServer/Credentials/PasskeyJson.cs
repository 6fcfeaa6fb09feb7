using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Credentials;

/// <summary>A passkey as the API shows it.</summary>
internal sealed record PasskeyJson
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string CredentialId { get; init; }

    public required string RpId { get; init; }

    public required Guid Aaguid { get; init; }

    public required AuthenticatorName Authenticator { get; init; }

    public required IReadOnlyList<string> Transports { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? LastUsedAt { get; init; }

    public required bool BackupEligible { get; init; }

    public required bool BackedUp { get; init; }

    public required bool UserVerified { get; init; }

    public static PasskeyJson Of(Passkey passkey, AuthenticatorNames names)
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
