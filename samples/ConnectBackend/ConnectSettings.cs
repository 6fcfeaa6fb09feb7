namespace ConnectBackend;

/// <summary>Whom the back end relies on, and as whom it calls. Section <c>Connect</c>; the defaults are the fixtures of a host in Development.</summary>
internal sealed class ConnectSettings
{
    /// <summary>The issuer.</summary>
    public string Authority { get; set; } = "http://localhost:5000";

    /// <summary>The pool of the app's people.</summary>
    public string Pool { get; set; } = "demo";

    /// <summary>The client.</summary>
    public string ClientId { get; set; } = "backend";

    /// <summary>Its secret.</summary>
    public string ClientSecret { get; set; } = "backend-secret";

    /// <summary>Whether signed results are verified by the provider, which then remembers that they were used; otherwise here, by its keys.</summary>
    public bool VerifyRemotely { get; set; }
}
