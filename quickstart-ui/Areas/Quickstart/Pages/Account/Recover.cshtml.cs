using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Account;

/// <summary>
/// Get back into an account without its passkeys: a code by mail, then a new passkey. The page says the same whether or not there is such an account.
/// The mail's link has the code in its fragment, which no server and no log ever sees.
/// </summary>
public sealed class RecoverModel(IPools pools) : ScriptedPage(pools);
