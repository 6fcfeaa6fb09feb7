using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Administrators;

/// <summary>Who administers, at the host's own pages.</summary>
public interface IAdministrators
{
    /// <summary>Whether the person who is signed in has anything to administer; their sign-in may still not be enough for it.</summary>
    Task<bool> IsOneAsync(HttpContext http);

    /// <summary>
    /// The administrator of the request's sign-in cookie. They signed in with a passkey that verified them; else, or when there is none, null.
    /// </summary>
    Task<Administrator?> FindAsync(HttpContext http);

    /// <summary>Whether an authentication is recent enough to change something (<see cref="PasskeysOptions.AdministratorAuthentication"/>).</summary>
    bool IsRecent(Administrator administrator);
}

internal sealed class StoredAdministrators(PasskeysDbContext db, IEngineClients clients, IOptions<PasskeysOptions> options, TimeProvider time) : IAdministrators
{
    /// <summary>The method of a user who was verified (<see cref="AuthenticationContext.OfPasskey"/>).</summary>
    private const string UserVerified = "user";

    public async Task<bool> IsOneAsync(HttpContext http) =>
        await LiveSession.OfAsync(http) is { User: var user } && (await ReachOfAsync(user.Id, http.RequestAborted)).IsAny;

    public async Task<Administrator?> FindAsync(HttpContext http)
    {
        if (await LiveSession.OfAsync(http) is not var (session, user) || session.PasskeyId is null || !IsVerified(session.Amr.Split(' ')))
            return null;
        var reach = await ReachOfAsync(user.Id, http.RequestAborted);
        return !reach.IsAny ? null : new Administrator
        {
            UserId = user.Id,
            Home = user.Pool,
            IpAddress = http.IpAddress(),
            Reach = reach,
            AuthenticatedAt = session.AuthenticatedAt,
        };
    }

    public bool IsRecent(Administrator administrator) =>
        administrator.UserId is null || time.GetUtcNow() - administrator.AuthenticatedAt <= options.Value.AdministratorAuthentication;

    /// <summary>Whether a person's token tells of a passkey that verified them.</summary>
    public static bool IsVerified(IReadOnlyCollection<string> amr) => amr.Contains("pop") && amr.Contains(UserVerified);

    /// <summary>How far a person reaches, by their roles.</summary>
    public async Task<AdministratorReach> ReachOfAsync(string userId, CancellationToken ct) => AdministratorReach.Of(
        await db.UserClaims.Where(claim => claim.UserId == userId && claim.ClaimType == AdministratorRole.ClaimType).Select(claim => claim.ClaimValue!).ToListAsync(ct));

    /// <summary>How far a client reaches on its own: its pools; everything where it names none.</summary>
    public async Task<AdministratorReach> ReachOfClientAsync(string clientId, CancellationToken ct) =>
        await clients.FindAsync(clientId, ct) switch
        {
            null => AdministratorReach.Nothing,
            { Pools.Count: 0 } => AdministratorReach.Everything,
            var client => AdministratorReach.OfPools(client.Pools),
        };
}
