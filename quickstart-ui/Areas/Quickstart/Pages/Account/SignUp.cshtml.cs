using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.SignUp;
using Passkeys.QuickstartUi.Choosing;
using Passkeys.QuickstartUi.Headers;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Account;

/// <summary>Make an account with a passkey, in a pool that lets people do so.</summary>
/// <param name="pools">The pools of the host.</param>
/// <param name="engine">Knows what an application asks for.</param>
/// <param name="chooser">Knows which other pools there are.</param>
/// <param name="options">What the host says about its pages.</param>
/// <param name="captcha">The captcha's provider.</param>
public sealed class SignUpModel(IPools pools, IEngineInteraction engine, PoolChooser chooser, IOptions<QuickstartUiOptions> options, IOptions<CaptchaOptions> captcha)
    : AppPage(pools, engine, chooser), IWidgetPage
{
    /// <summary>The captcha's provider, or null where the page asks by a field of its own, or asks nothing.</summary>
    public CaptchaOptions? Captcha =>
        Pool.Policy.Registration.Captcha && captcha.Value is { ScriptUrl: not null, SiteKey: not null, WidgetClass: not null, ResponseField: not null } provider ? provider : null;

    /// <summary>Whether an account can be made with a password.</summary>
    public bool MayUsePassword => Methods.SignUpByPassword(Pool);

    IEnumerable<Uri> IWidgetPage.Sites => Captcha?.ScriptUrl is { } script ? [script, .. options.Value.CaptchaOrigins] : [];

    /// <summary>What stands under the captcha's field, or null.</summary>
    public string? CaptchaHint => options.Value.CaptchaHint;

    /// <inheritdoc />
    protected override string Name => "sign-up";

    /// <inheritdoc />
    protected override bool Fits(Pool pool) => pool.Policy.Registration.SelfService;
}
