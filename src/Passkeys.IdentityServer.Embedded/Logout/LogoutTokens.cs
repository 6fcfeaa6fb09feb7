using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Keys;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Logout;

/// <summary>Makes logout tokens (OpenID Connect Back-Channel Logout 1.0 §2.4).</summary>
internal sealed class LogoutTokens(TokenSigner signer, TimeProvider time)
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";

    // §4: short, at most two minutes.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    public Task<string> CreateAsync(LogoutNotification notification, Client client, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var claims = new JsonObject
        {
            ["sub"] = notification.UserId,
            ["aud"] = client.ClientId,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
            ["jti"] = OpaqueToken.NewId(),
            ["events"] = new JsonObject { [Event] = new JsonObject() },
        };
        if (client.BackChannelLogoutSessionRequired)
            claims["sid"] = notification.SessionId;
        return signer.SignAsync(notification.Issuer, "logout+jwt", claims, ct);
    }
}
