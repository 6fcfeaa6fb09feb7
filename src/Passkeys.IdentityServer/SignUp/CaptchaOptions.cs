namespace Passkeys.IdentityServer.SignUp;

/// <summary>
/// A captcha provider that is asked over HTTP whether an answer is good, as Turnstile, hCaptcha and reCAPTCHA are (section <c>Captcha</c>). Without
/// <see cref="VerifyUrl"/> there is none, and a pool that asks for a captcha lets nobody sign up.
/// </summary>
public sealed class CaptchaOptions
{
    /// <summary>Where answers are verified, such as <c>https://challenges.cloudflare.com/turnstile/v0/siteverify</c>: https, or http on the loopback address. Default null.</summary>
    public Uri? VerifyUrl { get; set; }

    /// <summary>The secret that the provider shares with this host. It is never logged or shown.</summary>
    public string? Secret { get; set; }

    /// <summary>The key of the site, for the page.</summary>
    public string? SiteKey { get; set; }

    /// <summary>The provider's script, such as <c>https://challenges.cloudflare.com/turnstile/v0/api.js</c>, for the page.</summary>
    public Uri? ScriptUrl { get; set; }

    /// <summary>The class of the element that the script turns into a captcha: <c>cf-turnstile</c>, <c>h-captcha</c>, <c>g-recaptcha</c>.</summary>
    public string? WidgetClass { get; set; }

    /// <summary>The form field in which the script leaves the answer: <c>cf-turnstile-response</c>, <c>h-captcha-response</c>, <c>g-recaptcha-response</c>.</summary>
    public string? ResponseField { get; set; }

    /// <summary>How long the provider may take. Default 5 seconds; whoever signs up is refused then.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);
}
