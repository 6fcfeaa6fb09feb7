namespace Passkeys.Client.Bearer;

/// <summary>As whom tokens are introspected (RFC 7662), and how long an answer serves.</summary>
public sealed class IntrospectionOptions
{
    /// <summary>The id of the API or client that asks. Null, as by default: nothing is introspected, and reference tokens are refused.</summary>
    public string? ClientId { get; set; }

    /// <summary>Its secret.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>
    /// How long an answer serves for the same token. Default 5 seconds: what a page calls in one go costs one question, and a token whose passkey was
    /// removed works no longer than this. Zero: every request asks. At most 5 minutes. A webhook ends it at once, see <c>AddPasskeysWebhooks</c>.
    /// </summary>
    public TimeSpan CacheDuration { get; set; } = TimeSpan.FromSeconds(5);
}
