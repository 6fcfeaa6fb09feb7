using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Account;

/// <summary>Sign in to a pool: autofill, an identifier, or whichever passkey the person picks.</summary>
public sealed class SignInModel(IPools pools) : PoolPage(pools);
