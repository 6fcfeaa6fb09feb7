using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Webhooks;

/// <summary>The events that a webhook may be told of: those of the audit, but for the ones about webhooks.</summary>
internal static class WebhookEvents
{
    public const string OfWebhooks = "webhook-";

    private static readonly string[] All = [.. AuditEvent.All.Where(name => !name.StartsWith(OfWebhooks, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The member <c>events</c>, as it is stored; empty for all.</summary>
    public static string Read(JsonMember body)
    {
        var names = body.OptionalStrings("events").Distinct(StringComparer.Ordinal).ToList();
        return names.Except(All).FirstOrDefault() is { } unknown
            ? throw new InvalidMemberException("events", $"some of {string.Join(", ", All)} are expected, or none for all; {unknown} is none of them.")
            : string.Join(' ', names);
    }

    public static string[] Of(WebhookSubscription subscription) => subscription.Events.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
