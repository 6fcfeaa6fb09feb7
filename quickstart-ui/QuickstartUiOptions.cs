namespace Passkeys.QuickstartUi;

/// <summary>What a host may say about its pages.</summary>
public sealed class QuickstartUiOptions
{
    /// <summary>Shown under the captcha's field. For Development, where a fixed answer is accepted; default null, nothing is shown.</summary>
    public string? CaptchaHint { get; set; }

    /// <summary>Whether the home page says what to click first. For Development; default false.</summary>
    public bool ShowFirstSteps { get; set; }
}
