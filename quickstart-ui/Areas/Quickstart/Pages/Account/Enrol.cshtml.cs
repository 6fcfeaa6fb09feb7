using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Account;

/// <summary>Make a passkey by the link of an invitation, or of a person's other device. Its code stands in the fragment, which no server and no log ever sees.</summary>
public sealed class EnrolModel(IPools pools) : ScriptedPage(pools);
