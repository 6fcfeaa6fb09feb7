namespace ProtectedApi;

/// <summary>Whom the API relies on, and as whom it asks. Section <c>Api</c>; the defaults are the fixtures of a host in Development.</summary>
internal sealed class ApiSettings
{
    /// <summary>The issuer.</summary>
    public string Authority { get; set; } = "http://localhost:5000";

    /// <summary>The API's name in access tokens, and the id with which it introspects them.</summary>
    public string Audience { get; set; } = "demo-api";

    /// <summary>Its secret.</summary>
    public string Secret { get; set; } = "api-secret";

    /// <summary>The pool that the page signs in to.</summary>
    public string Pool { get; set; } = "demo";

    /// <summary>The public client that the page is.</summary>
    public string ClientId { get; set; } = "native-app";

    /// <summary>The secret of the webhook that leads to <c>/webhooks</c>; null when there is none.</summary>
    public string? WebhookSecret { get; set; }
}
