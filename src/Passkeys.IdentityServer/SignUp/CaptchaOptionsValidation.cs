using Microsoft.Extensions.Options;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>Refuses settings by which no captcha could be verified, or shown.</summary>
internal sealed class CaptchaOptionsValidation : IValidateOptions<CaptchaOptions>
{
    public ValidateOptionsResult Validate(string? name, CaptchaOptions options)
    {
        var wrong = options.VerifyUrl is null ? [] : Problems(options).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Problems(CaptchaOptions captcha)
    {
        if (!IsSafe(captcha.VerifyUrl!))
            yield return "Captcha:VerifyUrl must be https, or http on the loopback address.";
        if (string.IsNullOrEmpty(captcha.Secret))
            yield return "Captcha:Secret is missing.";
        if (captcha.ScriptUrl is { } script && !IsSafe(script))
            yield return "Captcha:ScriptUrl must be https, or http on the loopback address.";
        if (captcha.ScriptUrl is not null && (string.IsNullOrEmpty(captcha.SiteKey) || string.IsNullOrEmpty(captcha.WidgetClass) || string.IsNullOrEmpty(captcha.ResponseField)))
            yield return "Captcha:SiteKey, Captcha:WidgetClass and Captcha:ResponseField go with Captcha:ScriptUrl.";
        if (captcha.Timeout <= TimeSpan.Zero)
            yield return "Captcha:Timeout must be positive.";
    }

    private static bool IsSafe(Uri url) => url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
