using System.Text.Json;

namespace Passkeys.Client.Webhooks;

/// <summary>A webhook that is genuine and new.</summary>
/// <param name="Id">Its id, the same each time it is sent.</param>
/// <param name="Type">The name of the event, such as <c>passkey-removed</c>.</param>
/// <param name="Timestamp">When it happened (UTC).</param>
/// <param name="Data">The audit entry: <c>at</c>, <c>pool</c>, <c>event</c>, <c>outcome</c>, <c>userId</c>, <c>passkeyId</c> and so on.</param>
public sealed record PasskeysWebhook(string Id, string Type, DateTimeOffset? Timestamp, JsonElement Data)
{
    /// <summary>Whom it is about, or null.</summary>
    public string? UserId => Providers.TokenClaims.Text(Data, "userId");

    /// <summary>Which passkey it is about, or null.</summary>
    public string? PasskeyId => Providers.TokenClaims.Text(Data, "passkeyId");

    /// <summary>Of which pool, or null.</summary>
    public string? Pool => Providers.TokenClaims.Text(Data, "pool");
}
