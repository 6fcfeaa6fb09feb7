using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Engine;

/// <summary>What an application asks for at the authorization endpoint (OpenID Connect Core 1.0 §3.1.2.1), as the pages need it.</summary>
public sealed record AuthorizationContext
{
    /// <summary>The path of this host that goes on with the request once the person has done what it needs.</summary>
    public required string ReturnUrl { get; init; }

    /// <summary>The application.</summary>
    public required EngineClient Client { get; init; }

    /// <summary>Where the answer goes to. Registered for the client.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>The scope that is asked for, <c>openid</c> and <c>offline_access</c> included.</summary>
    public required IReadOnlyList<string> Scope { get; init; }

    /// <summary>The pools whose people may answer: the client's, or the one that <c>acr_values=tenant:{pool}</c> names. Never empty.</summary>
    public required IReadOnlyList<PoolId> Pools { get; init; }

    /// <summary><c>login_hint</c>: the identifier that the person is likely to use, or null.</summary>
    public string? LoginHint { get; init; }

    /// <summary><c>ui_locales</c>: language tags (BCP 47), most preferred first.</summary>
    public IReadOnlyList<string> UiLocales { get; init; } = [];

    /// <summary><c>prompt</c>: what the application wants a person to be asked for.</summary>
    public IReadOnlyList<string> Prompt { get; init; } = [];

    /// <summary>The authentication context classes that are asked for, without <c>tenant:</c>.</summary>
    public IReadOnlyList<string> AcrValues { get; init; } = [];

    /// <summary>The only person who may answer, <c>sub</c>: the one of <c>id_token_hint</c>, or the one who is signed in and has to authenticate again. Null: anyone.</summary>
    public string? Subject { get; init; }

    /// <summary>Whether it was the application that named <see cref="Subject"/>: then no other person can take the place.</summary>
    public bool SubjectIsFixed { get; init; }

    /// <summary>Whether the person must be verified by the authenticator whatever the pool's policy: a step-up.</summary>
    public bool RequiresUserVerification { get; init; }

    /// <summary>Whether a consent to this client may be remembered.</summary>
    public bool ConsentMayBeRemembered { get; init; } = true;
}

/// <summary>Why a page sends a person back without what the application asked for.</summary>
public enum AuthorizationDenial
{
    /// <summary>The person declined: <c>access_denied</c> (RFC 6749 §4.1.2.1).</summary>
    AccessDenied,

    /// <summary>The authentication that was asked for cannot be had: <c>unmet_authentication_requirements</c> (OpenID Connect Core Error Code unmet_authentication_requirements 1.0 §2).</summary>
    UnmetAuthenticationRequirements,
}
