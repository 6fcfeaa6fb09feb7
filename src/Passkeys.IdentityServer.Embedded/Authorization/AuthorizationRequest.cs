using System.Text.Json.Serialization;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>
/// A request that was found valid, and what happened to it since. It travels sealed from page to page and is stored nowhere:
/// nobody can fill the database with requests, and nobody can edit one on its way.
/// </summary>
internal sealed record AuthorizationRequest
{
    public required string ClientId { get; init; }

    public required ResponseTarget Target { get; init; }

    public required string[] Scope { get; init; }

    public required string CodeChallenge { get; init; }

    public string? Nonce { get; init; }

    public string[] Prompt { get; init; } = [];

    /// <summary>Seconds.</summary>
    public int? MaxAge { get; init; }

    public string? LoginHint { get; init; }

    public string[] UiLocales { get; init; } = [];

    /// <summary>The classes that this provider knows; any one of them will do.</summary>
    public string[] AcrValues { get; init; } = [];

    public required PoolId[] Pools { get; init; }

    /// <summary>The only person who may answer, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>Whether <c>id_token_hint</c> named that person.</summary>
    public bool SubjectIsFixed { get; init; }

    /// <summary>Whether this became a step-up: somebody was signed in, and has to authenticate anew, verified by the authenticator.</summary>
    public bool IsStepUp { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the person at hand made way for another, or null.</summary>
    public DateTimeOffset? PersonChangedAt { get; init; }

    /// <summary>The session that its person chose to go on with, or null.</summary>
    public string? ChosenSession { get; init; }

    /// <summary>The session whose person consented, or null.</summary>
    public string? ConsentSession { get; init; }

    /// <summary>What that person consented to.</summary>
    public string[]? ConsentScope { get; init; }

    /// <summary>The error code of a refusal that a page decided on, or null.</summary>
    public string? Denial { get; init; }

    /// <summary>
    /// Whether an authentication for this request is verified by the authenticator, whatever the pool's policy: who asks how or when a person
    /// was authenticated means the person, not whoever holds the device. It holds whoever is signed in, and whoever takes the place.
    /// </summary>
    [JsonIgnore]
    public bool DemandsVerification =>
        IsStepUp || AuthenticationDemand.WantsVerification(Asks(Authorization.Prompt.Login), MaxAge is not null, AcrValues.Length > 0);

    /// <summary>Who may answer, and how they must have been authenticated.</summary>
    [JsonIgnore]
    public AuthenticationDemand Demand => new(Pools, Subject, AcrValues);

    /// <summary>Whether the session's person was authenticated since the application asked.</summary>
    public bool IsMetBy(Session? session) => session?.AuthenticatedAt >= StartedAt;

    public bool Asks(string prompt) => Prompt.Contains(prompt, StringComparer.Ordinal);
}

/// <summary>Where an answer goes to, and how.</summary>
/// <param name="RedirectUri">Registered for the client.</param>
/// <param name="Mode">One of <see cref="ResponseMode"/>.</param>
/// <param name="State">The client's own, given back as it came; or null.</param>
internal sealed record ResponseTarget(string RedirectUri, string Mode, string? State);

/// <summary>How an answer travels (OAuth 2.0 Multiple Response Type Encoding Practices §2.1, OAuth 2.0 Form Post Response Mode).</summary>
internal static class ResponseMode
{
    public const string Query = "query";

    public const string FormPost = "form_post";

    public static IReadOnlyList<string> All { get; } = [Query, FormPost];
}

/// <summary>The values of <c>prompt</c> (OpenID Connect Core 1.0 §3.1.2.1; Initiating User Registration via OpenID Connect 1.0 §4).</summary>
internal static class Prompt
{
    public const string None = "none";

    public const string Login = "login";

    public const string Consent = "consent";

    public const string SelectAccount = "select_account";

    public const string Create = "create";

    public static IReadOnlyList<string> All { get; } = [None, Login, Consent, SelectAccount, Create];
}
