using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.QuickstartUi.Choosing;
using Passkeys.QuickstartUi.Headers;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Account;

/// <summary>Make an account with a passkey, in a pool that lets people do so.</summary>
/// <param name="pools">The pools of the host.</param>
/// <param name="engine">Knows what an application asks for.</param>
/// <param name="chooser">Knows which other pools there are.</param>
/// <param name="options">What the host says about its pages.</param>
public sealed class SignUpModel(IPools pools, IEngineInteraction engine, PoolChooser chooser, IOptions<QuickstartUiOptions> options) : AppPage(pools, engine, chooser), IWidgetPage
{
    /// <summary>The captcha's widget, or null where the page asks by a field of its own.</summary>
    public CaptchaWidget? Captcha { get; }

    /// <summary>Whether an account can be made with a password.</summary>
    public bool MayUsePassword => Methods.SignUpByPassword(Pool);

    string? IWidgetPage.ScriptUrl => Captcha?.ScriptUrl;

    /// <summary>What stands under the captcha's field, or null.</summary>
    public string? CaptchaHint => options.Value.CaptchaHint;

    /// <inheritdoc />
    protected override string Name => "sign-up";

    /// <inheritdoc />
    protected override bool Fits(Pool pool) => pool.Policy.Registration.SelfService;
}
