using Microsoft.AspNetCore.Localization;
using Passkeys.QuickstartUi.Localization;

namespace Passkeys.QuickstartUi;

/// <summary>What a host may say about its pages.</summary>
public sealed class QuickstartUiOptions
{
    /// <summary>Shown under the captcha's field. For Development, where a fixed answer is accepted; default null, nothing is shown.</summary>
    public string? CaptchaHint { get; set; }

    /// <summary>
    /// Other sites that the captcha's script gets things from, besides its own: for reCAPTCHA <c>https://www.gstatic.com</c>. The sign-up page of a pool with a captcha lets them in,
    /// and no other page does. Default none.
    /// </summary>
    public IList<Uri> CaptchaOrigins { get; } = [];

    /// <summary>Whether the home page says what to click first. For Development; default false.</summary>
    public bool ShowFirstSteps { get; set; }

    /// <summary>
    /// The languages of the pages, by their tags (BCP 47). The first is the one for whoever speaks none of them. A pool that names languages restricts and orders them.
    /// Default: those that come with texts, English first. Whoever adds one brings its texts, in a satellite assembly or an <c>IStringLocalizerFactory</c>.
    /// </summary>
    public IList<string> Languages { get; } = ["en", "de", "fr", "es", "ja", "ar"];

    /// <summary>
    /// Where the pages learn which language a person wants; the first that names one of <see cref="Languages"/> decides. Default: <c>ui_locales</c> in the page's address, the
    /// person's choice at the foot of a page, <c>ui_locales</c> of the application's request, and <c>Accept-Language</c>.
    /// </summary>
    public IList<IRequestCultureProvider> LanguageProviders { get; } =
    [
        new UiLocalesProvider(),
        new CookieRequestCultureProvider { CookieName = LanguageCookie.Name },
        new AppLanguageProvider(),
        new AcceptLanguageHeaderRequestCultureProvider { MaximumAcceptLanguageHeaderValuesToTry = 10 },
    ];
}
