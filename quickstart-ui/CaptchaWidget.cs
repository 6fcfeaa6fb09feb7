namespace Passkeys.QuickstartUi;

/// <summary>What a page has to know of a captcha's provider.</summary>
/// <param name="ScriptUrl">The address of its script.</param>
/// <param name="WidgetClass">What it calls the element that it takes over.</param>
/// <param name="SiteKey">What it calls this site; public.</param>
/// <param name="ResponseField">The field of the form that it puts the answer into.</param>
public sealed record CaptchaWidget(string ScriptUrl, string WidgetClass, string SiteKey, string ResponseField);
