namespace Passkeys.IdentityServer.Engine;

/// <summary>A sign-out that an application asked for (OpenID Connect RP-Initiated Logout 1.0 §2), as the page needs it.</summary>
public sealed record LogoutContext
{
    /// <summary>The application, or null when the request named none.</summary>
    public EngineClient? Client { get; init; }

    /// <summary>Where the browser goes on to, <c>state</c> included; registered for the client. Null: it stays.</summary>
    public string? PostLogoutRedirectUri { get; init; }

    /// <summary>Whether the person has to confirm, because nothing proves that the request means the session at hand (§6).</summary>
    public bool MustAsk { get; init; } = true;

    /// <summary><c>ui_locales</c>: language tags (BCP 47), most preferred first.</summary>
    public IReadOnlyList<string> UiLocales { get; init; } = [];

    /// <summary>A page of the engine to be framed while signing out, for engines with front-channel logout; else null.</summary>
    public string? FrameUrl { get; init; }
}
