using Microsoft.AspNetCore.Identity;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Duende.Sessions;

/// <summary>Whom ASP.NET Core Identity does not let in, or has locked out, does not get in with a passkey either.</summary>
internal sealed class AspNetIdentityGate<TUser>(SignInManager<TUser> signIn) : ISignInGate
    where TUser : class
{
    public async ValueTask<bool> AllowsAsync(PoolUser user, CancellationToken ct) =>
        await signIn.UserManager.FindByIdAsync(user.Id) is { } known
        && await signIn.CanSignInAsync(known)
        && !(signIn.UserManager.SupportsUserLockout && await signIn.UserManager.IsLockedOutAsync(known));
}
