using System.Text.Json.Serialization;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>A person as the API shows them.</summary>
internal sealed record UserJson(string Id, string Identifier, string? DisplayName, string Status, DateTimeOffset CreatedAt, int PasskeyCount)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LastSignInAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Email { get; init; }

    /// <summary>Told only where there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasPassword { get; init; }

    public static UserJson Of(AdministeredUser user) =>
        new(user.Id, user.Identifier, user.DisplayName, WordOf(user.Status), user.CreatedAt, user.PasskeyCount)
        {
            LastSignInAt = user.LastSignInAt,
            HasPassword = user.HasPassword,
            Email = user.Email,
        };

    public static string WordOf(UserStatus status) => status switch
    {
        UserStatus.Active => "active",
        UserStatus.Pending => "pending",
        UserStatus.Suspended => "suspended",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, message: null),
    };
}
