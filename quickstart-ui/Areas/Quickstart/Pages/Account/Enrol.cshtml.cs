using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Account;

/// <summary>Take up an invitation. Its code stands in the fragment, which no server and no log ever sees.</summary>
public sealed class EnrolModel(IPools pools) : ScriptedPage(pools);
