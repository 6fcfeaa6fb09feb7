namespace Passkeys.IdentityServer.Engine;

/// <summary>Where the host's pages are: paths of this host, beginning with one slash. The engine sends people there.</summary>
public sealed class PageAddresses
{
    /// <summary>Signs in. Gets <c>returnUrl</c>. Default <c>/account/sign-in</c>.</summary>
    public string SignIn { get; set; } = "/account/sign-in";

    /// <summary>Signs up (<c>prompt=create</c>, Initiating User Registration via OpenID Connect 1.0). Gets <c>returnUrl</c>. Default <c>/account/sign-up</c>.</summary>
    public string SignUp { get; set; } = "/account/sign-up";

    /// <summary>Asks for consent. Gets <c>returnUrl</c>. Default <c>/consent</c>.</summary>
    public string Consent { get; set; } = "/consent";

    /// <summary>Signs out. Gets <c>logoutId</c>. Default <c>/account/sign-out</c>.</summary>
    public string SignOut { get; set; } = "/account/sign-out";

    /// <summary>Says what went wrong. Gets <c>errorId</c>. Default <c>/error</c>.</summary>
    public string Error { get; set; } = "/error";
}
