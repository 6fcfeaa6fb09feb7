using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.QuickstartUi.Choosing;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Account;

/// <summary>Sign up without a pool in the address: those that let people do so (Initiating User Registration via OpenID Connect 1.0).</summary>
/// <param name="chooser">Finds the pools.</param>
/// <param name="engine">Knows what an application asks for.</param>
public sealed class ChooseSignUpModel(PoolChooser chooser, IEngineInteraction engine) : PoolChoicePage(chooser, engine)
{
    /// <inheritdoc />
    public override string Target => "sign-up";

    /// <inheritdoc />
    protected override bool Fits(Pool pool) => pool.Policy.Registration.SelfService;
}
