using System.Security.Claims;
using Duende.IdentityServer.Extensions;
using Duende.IdentityServer.Models;
using Duende.IdentityServer.Services;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Duende.Tokens;

/// <summary>
/// People of pools, before the host's own profile service: their tokens are good as long as the session they stand on, and what a
/// scope tells of them comes from the pool where the host does not say it of its own people. Whoever has no session of ours is the host's alone.
/// </summary>
internal sealed class PasskeyProfile(IProfileService others, IEngineSessions sessions, DuendeClients clients) : IProfileService
{
    public async Task GetProfileDataAsync(ProfileDataRequestContext context)
    {
        await others.GetProfileDataAsync(context);
        if (await FindAsync(context.Subject) is not { } live)
            return;
        var told = UserClaims.Of(live.User, [.. UserClaims.ByScope.Keys]);
        foreach (var (name, value) in told.Where(claim => claim.Key != PasskeysAuthentication.SubjectClaim && Wants(context, claim.Key)))
            Tell(context, name, value);
    }

    public async Task IsActiveAsync(IsActiveContext context)
    {
        if (PasskeysAuthentication.Read(context.Subject) is null)
        {
            await others.IsActiveAsync(context);
            return;
        }
        context.IsActive = await FindAsync(context.Subject) is { } live
            && live.User.Id == context.Subject.GetSubjectId()
            && clients.Takes(live.User.Pool, context.Client);
        if (context.IsActive)
            await others.IsActiveAsync(context);
    }

    // The pool says who came, whatever the host thinks; of its own people the host knows more.
    private void Tell(ProfileDataRequestContext context, string name, object value)
    {
        var said = context.IssuedClaims.Exists(claim => claim.Type == name);
        if (said && clients.PoolsAreOfTheHost && name != PasskeysAuthentication.PoolClaim)
            return;
        context.IssuedClaims.RemoveAll(claim => claim.Type == name);
        context.IssuedClaims.Add(ToClaim(name, value));
    }

    private async Task<LiveSession?> FindAsync(ClaimsPrincipal subject) =>
        PasskeysAuthentication.Read(subject) is var (pool, sessionId) ? await sessions.FindAsync(pool, sessionId, CancellationToken.None) : null;

    private static bool Wants(ProfileDataRequestContext context, string claim) =>
        claim == PasskeysAuthentication.PoolClaim || context.RequestedClaimTypes.Contains(claim);

    private static Claim ToClaim(string name, object value) => value is bool flag
        ? new Claim(name, flag ? "true" : "false", ClaimValueTypes.Boolean)
        : new Claim(name, (string)value);
}
