namespace Passkeys.IdentityServer.Embedded.Configuration;

/// <summary>The embedded OpenID Provider's configuration. It is checked when the host starts.</summary>
public sealed class EmbeddedProviderOptions
{
    /// <summary>The issuer, such as <c>https://id.example.com</c>, without a slash at the end. Default null: scheme, host and path base of each request.</summary>
    public string? Issuer { get; set; }

    /// <summary>The clients. Default none.</summary>
    public IList<Client> Clients { get; init; } = [];

    /// <summary>The APIs. Default none.</summary>
    public IList<ApiResource> ApiResources { get; init; } = [];

    /// <summary>Scopes that belong to no API resource. Default none.</summary>
    public IList<string> ApiScopes { get; init; } = [];

    /// <summary>The languages of the host's pages (BCP 47), for <c>ui_locales_supported</c>. Default none: nothing is said.</summary>
    public IList<string> UiLocales { get; init; } = [];

    /// <summary>How long an id_token lives; it is read once, on arrival. Default 5 minutes.</summary>
    public TimeSpan IdentityTokenLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How many refused authorization requests of people who are not signed in go into the audit trail each minute, on each node. Default 300.
    /// The others are logged and counted: anyone can send them, and the trail is not theirs to fill.
    /// </summary>
    public int AuditedRefusalsPerMinute { get; set; } = 300;

    /// <summary>How signing keys follow each other.</summary>
    public SigningKeyOptions SigningKeys { get; init; } = new();
}
