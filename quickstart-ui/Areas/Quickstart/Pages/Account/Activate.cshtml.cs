using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Account;

/// <summary>Enter the code that was mailed after the sign-up.</summary>
public sealed class ActivateModel(IPools pools) : ScriptedPage(pools);
