using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.QuickstartUi.Choosing;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Account;

/// <summary>Sign in without a pool in the address.</summary>
/// <param name="chooser">Finds the pools.</param>
/// <param name="engine">Knows what an application asks for.</param>
/// <param name="visitors">Knows who is signed in.</param>
public sealed class ChoosePoolModel(PoolChooser chooser, IEngineInteraction engine, IVisitors visitors) : PoolChoicePage(chooser, engine)
{
    /// <inheritdoc />
    public override string Target => "sign-in";

    /// <inheritdoc />
    protected override bool Fits(Pool pool) => true;

    // An application sends a person who is signed in here to confirm, or to choose: both begin with that account.
    /// <inheritdoc />
    protected override async Task<Visitor?> VisitorAsync() => Authorization is null ? null : await visitors.FindAsync(HttpContext);
}
