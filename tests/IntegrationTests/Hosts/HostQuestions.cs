using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Pools;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.IntegrationTests.Hosts;

/// <summary>What tests ask a host that it tells no stranger.</summary>
internal static class HostQuestions
{
    /// <summary>The reasons of a pool's audit, oldest first; only entries that have one.</summary>
    public static Task<List<string>> ReasonsAsync(this HostFixture host, Site site) => host.QueryAsync(db =>
        db.Audit.Where(entry => entry.Pool == new PoolId(site.Pool) && entry.Reason != null).OrderBy(entry => entry.Id).Select(entry => entry.Reason!).ToListAsync());

    public static Task<List<AuditEntry>> AuditAsync(this HostFixture host, Site site) => host.QueryAsync(db =>
        db.Audit.AsNoTracking().Where(entry => entry.Pool == new PoolId(site.Pool)).OrderBy(entry => entry.Id).ToListAsync());

    /// <summary>The one entry that a call adds to the audit of a host that nobody else calls.</summary>
    public static async Task<AuditEntry> AuditOfAsync(this HostFixture host, Func<Task> call)
    {
        var before = await host.QueryAsync(db => db.Audit.Select(entry => entry.Id).ToListAsync());
        await call();
        return await host.QueryAsync(db => db.Audit.AsNoTracking().SingleAsync(entry => !before.Contains(entry.Id)));
    }

    public static Task<List<Passkey>> PasskeysAsync(this HostFixture host, Site site) => host.QueryAsync(db =>
        db.Passkeys.AsNoTracking().Where(passkey => passkey.Pool == new PoolId(site.Pool)).OrderBy(passkey => passkey.Id).ToListAsync());

    public static Task<int> UsersAsync(this HostFixture host, Site site) => host.QueryAsync(db =>
        db.Users.CountAsync(user => user.Pool == new PoolId(site.Pool)));

    /// <summary>A phone with one passkey of a new person.</summary>
    public static async Task<(SoftwareAuthenticator Phone, string Identifier)> NewPersonAsync(this Site site, Action<SoftwareAuthenticator>? prepare = null)
    {
        var phone = site.NewPhone();
        prepare?.Invoke(phone);
        var identifier = Someone.New();
        await site.SignUpAsync(identifier, phone);
        return (phone, identifier);
    }

    /// <summary>Redeems a result code at the token endpoint.</summary>
    public static Task<Answer> RedeemAsync(this HostFixture host, string code, string clientId = "native-app") =>
        host.TokenAsync(new Dictionary<string, string> { ["grant_type"] = Tokens.PasskeyGrant, ["client_id"] = clientId, ["code"] = code, ["scope"] = "openid" });
}
