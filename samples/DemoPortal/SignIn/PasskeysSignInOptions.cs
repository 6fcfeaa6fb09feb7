using Microsoft.AspNetCore.Authentication.OAuth;

namespace DemoPortal.SignIn;

/// <summary>The framework's OAuth options, and what OpenID Connect adds.</summary>
internal sealed class PasskeysSignInOptions : OAuthOptions
{
    /// <summary>The issuer that answers and id_tokens must come from.</summary>
    public string Authority { get; set; } = "";
}
