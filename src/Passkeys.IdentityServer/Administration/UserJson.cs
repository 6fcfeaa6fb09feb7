using System.Text.Json.Serialization;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration;

/// <summary>A person as administrators see them.</summary>
internal sealed record UserJson(string Id, string Identifier, string? DisplayName, string Status, DateTimeOffset CreatedAt, int PasskeyCount)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LastSignInAt { get; init; }

    public static UserJson Of(PoolUser user, int passkeyCount, DateTimeOffset? lastSignInAt) =>
        new(user.Id, user.UserName!, user.DisplayName, WordOf(user.Status), user.CreatedAt, passkeyCount) { LastSignInAt = lastSignInAt };

    private static string WordOf(UserStatus status) => status switch
    {
        UserStatus.Active => "active",
        UserStatus.Pending => "pending",
        UserStatus.Suspended => "suspended",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, message: null),
    };
}
