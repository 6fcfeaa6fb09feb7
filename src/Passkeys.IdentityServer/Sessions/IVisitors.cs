using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>Who is signed in at the host's own pages.</summary>
public interface IVisitors
{
    /// <summary>The person of the request's sign-in cookie, or null when nobody is signed in.</summary>
    Task<PoolUser?> FindAsync(HttpContext http);
}

internal sealed class Visitors : IVisitors
{
    public async Task<PoolUser?> FindAsync(HttpContext http)
    {
        var ticket = await http.AuthenticateAsync(PasskeysAuthentication.Scheme);
        return ticket.Succeeded ? http.Features.Get<LiveSession>()?.User : null;
    }
}
