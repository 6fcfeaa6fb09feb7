using Microsoft.Extensions.Options;
using Passkeys.Client.Bearer;
using Passkeys.Client.Introspection;
using Passkeys.Client.WebSockets;

namespace Passkeys.Client.Webhooks;

/// <summary>When something happened to a person, what is kept of tokens is asked anew, and open connections whose token has ended are closed at once.</summary>
internal sealed class EndedConnections(PasskeyConnections connections, IntrospectedTokens introspected, IOptions<PasskeysBearerOptions> options)
{
    // What may end tokens, for an API that cannot ask. One that can asks whatever happened: about a token that lives, that does no harm.
    private static readonly string[] Ending =
        ["passkey-removed", "password-changed", "password-removed", "recovery", "sign-out", "refresh-token-reused", "authorization-code-reused", "consent-withdrawn", "token-revoked"];

    public async Task ApplyAsync(PasskeysWebhook webhook, CancellationToken ct)
    {
        if (webhook.UserId is not { } person || (options.Value.Introspection.ClientId is null && !Ending.Contains(webhook.Type)))
            return;
        introspected.ForgetAll();
        await connections.CheckPersonAsync(person, ct);
    }
}
