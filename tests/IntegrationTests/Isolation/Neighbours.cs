using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Administration.Trail;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Administration;
using Passkeys.IdentityServer.Administration.People;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Grants;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Insight;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Recovery;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.SignUp;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Transfer;
using Passkeys.IdentityServer.Users;
using Passkeys.IdentityServer.Webhooks;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;

namespace Passkeys.IntegrationTests.Isolation;

/// <summary>A pool with one person who has everything that a store can find, and a pool next door that has nothing.</summary>
internal sealed class Neighbours
{
    private readonly Dictionary<string, object> _arguments = [];

    public required HostFixture Host { get; init; }

    public required PoolId Home { get; init; }

    public required PoolId NextDoor { get; init; }

    public static async Task<Neighbours> MeetAsync(HostFixture host)
    {
        var site = await host.NewPoolAsync();
        var nextDoor = await host.NewPoolAsync();
        var (phone, identifier) = await site.NewPersonAsync();
        await site.SignInAsync(phone);
        var ceremony = await site.BeginSignInAsync();
        (await site.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options))).OrThrow();
        var forClient = await site.BeginSignInAsync(clientId: "native-app");
        var resultCode = (await site.FinishSignInAsync(forClient, phone.Sign(forClient.Options))).OrThrow()["code"];
        var neighbours = new Neighbours { Host = host, Home = new PoolId(site.Pool), NextDoor = new PoolId(nextDoor.Pool) };
        await neighbours.LearnAsync(identifier);
        neighbours.Know($"{nameof(Principals)}.code", resultCode);
        return neighbours;
    }

    /// <summary>The argument that finds something at home, by the name of the parameter.</summary>
    public object ArgumentFor(MethodInfo method, ParameterInfo parameter) =>
        _arguments.TryGetValue($"{method.DeclaringType!.Name}.{parameter.Name}", out var special) ? special
        : _arguments.TryGetValue(parameter.Name!, out var argument) ? argument
        : throw new InvalidOperationException($"{method} has a parameter {parameter.Name} that this test does not know: give it a value that finds something.");

    /// <summary>Every row of the home pool, as text.</summary>
    public Task<string> RowsAsync() => Host.QueryAsync(async db =>
    {
        var users = await db.Users.AsNoTracking().Where(user => user.Pool == Home).ToListAsync();
        var passkeys = await db.Passkeys.AsNoTracking().Where(passkey => passkey.Pool == Home).ToListAsync();
        var sessions = await db.Sessions.AsNoTracking().Where(session => session.Pool == Home).ToListAsync();
        var codes = await db.OneTimeCodes.AsNoTracking().Where(code => code.Pool == Home).ToListAsync();
        var families = await db.TokenFamilies.AsNoTracking().Where(family => family.Pool == Home).ToListAsync();
        var results = await db.ResultCodes.AsNoTracking().Where(result => result.Pool == Home).ToListAsync();
        var webhooks = await db.WebhookSubscriptions.AsNoTracking().Where(webhook => webhook.Pool == Home).ToListAsync();
        var deliveries = await db.WebhookDeliveries.AsNoTracking().Where(delivery => delivery.Pool == Home).ToListAsync();
        return System.Text.Json.JsonSerializer.Serialize(new { users, passkeys, sessions, codes, families, results, webhooks, deliveries });
    });

    private async Task LearnAsync(string identifier)
    {
        var user = await Host.QueryAsync(db => db.Users.SingleAsync(each => each.Pool == Home));
        var passkey = await Host.QueryAsync(db => db.Passkeys.SingleAsync(each => each.Pool == Home));
        var session = await Host.QueryAsync(db => db.Sessions.SingleAsync(each => each.Pool == Home && each.SignedInUntil != null));
        Know("userId", user.Id);
        Know("identifier", identifier);
        Know("passkeyId", passkey.Id);
        Know("credential", new CredentialId(passkey.CredentialId));
        Know("rpId", passkey.RpId);
        Know("reference", passkey.Id);
        Know("only", null!);
        Know("sessionId", session.Id);
        Know("clientSessionId", await Host.QueryAsync(db => db.Sessions.Where(each => each.Pool == Home && each.ClientId == "native-app").OrderBy(each => each.Id).Select(each => each.Id).FirstAsync()));
        Know("clientId", "native-app");
        Know("use", new PasskeyUse(1, BackedUp: false, Host.Clock.GetUtcNow()));
        Know("counterMustGrow", false);
        Know("purpose", MailKind.Invitation);
        Know("lifetime", TimeSpan.FromHours(1));
        Know("code", await IssueCodeAsync(user.Id, MailKind.Invitation));
        Know($"{nameof(Activation)}.code", await IssueCodeAsync(user.Id, MailKind.Activation));
        Know($"{nameof(VerifyRecovery)}.code", await IssueCodeAsync(user.Id, MailKind.Recovery));
        Know("caller", new IdentityServer.Ceremonies.Caller(null, null, null));
        Know("lifetimes", new PoolLifetimes());
        Know("signup", null!);
        Know("ipAddress", null!);
        Know("expiringAfter", Host.Clock.GetUtcNow());
        Know("keptSessionId", session.Id);
        Know($"{nameof(ConcealedCredentials)}.credential", await ConcealAsync());
        await AddPasswordSessionAsync(user.Id);
        await LearnWebhookAsync();
        await LearnTransferAsync();
        Know("since", DateTimeOffset.UnixEpoch);
        Know("filter", new AuditFilter());
        Know("word", null!);
        Know($"{nameof(PoolAudit)}.after", null!);
        Know("take", 10);
        Know("people", new[] { user.Id });
        await LearnCountsAsync();
        await LearnHistoryAsync();
        await LearnAdministrationAsync(user.Id, identifier);
        Know("ct", CancellationToken.None);
    }

    private async Task<CredentialId> ConcealAsync()
    {
        var credential = new CredentialId([1, 2, 3]);
        await using var scope = Host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ConcealedCredentials>().Add(Home, credential.Hash());
        await scope.ServiceProvider.GetRequiredService<PasskeysDbContext>().SaveChangesAsync();
        return credential;
    }

    private async Task AddPasswordSessionAsync(string userId)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<PoolUsers>().FindAsync(Home, userId, CancellationToken.None);
        scope.ServiceProvider.GetRequiredService<StoredSessions>().Begin(user!, passkeyId: null, AuthenticationContext.OfPassword(), clientId: null);
        await scope.ServiceProvider.GetRequiredService<PasskeysDbContext>().SaveChangesAsync();
    }

    private async Task LearnWebhookAsync()
    {
        var now = Host.Clock.GetUtcNow();
        var webhook = new WebhookSubscription { Id = Guid.CreateVersion7(), Pool = Home, Url = "http://localhost/hook", ProtectedSecret = "none", CreatedAt = now };
        var delivery = new WebhookDelivery { Id = Guid.CreateVersion7(), Pool = Home, SubscriptionId = webhook.Id, Event = "sign-in", Payload = "{}", CreatedAt = now, Status = WebhookStatus.Delivered, ExpiresAt = now.AddDays(1) };
        await Host.QueryAsync(async db =>
        {
            db.AddRange(webhook, delivery);
            return await db.SaveChangesAsync();
        });
        Know("webhook", webhook.Id);
        Know("delivery", delivery.Id);
        Know("url", "http://localhost/other");
        Know("events", "");
        Know("enabled", true);
        Know("who", new AuditFacts { Actor = "test" });
        Know("after", DeliveryCursor.First);
        Know("limit", 10);
    }

    private async Task LearnCountsAsync()
    {
        var today = DateOnly.FromDateTime(Host.Clock.GetUtcNow().UtcDateTime);
        await Host.QueryAsync(db =>
        {
            db.DailyCounts.Add(new DailyCount { Pool = Home, Day = today, Name = "sign-in", Detail = "host", Count = 1 });
            return db.SaveChangesAsync();
        });
        Know("from", today);
        Know("usedSince", Host.Clock.GetUtcNow().AddDays(-1));
    }

    private async Task LearnTransferAsync()
    {
        var now = Host.Clock.GetUtcNow();
        var user = await Host.QueryAsync(db => db.Users.AsNoTracking().SingleAsync(each => each.Pool == Home));
        var passkey = await Host.QueryAsync(async db =>
        {
            var only = await db.Passkeys.SingleAsync(each => each.Pool == Home);
            BackupEligibility.MarkUntold(only);
            await db.SaveChangesAsync();
            return only;
        });
        var job = new ImportJob { Id = Guid.CreateVersion7(), Pool = Home, Format = ImportFormat.Passkeys, FileHash = "hash", Actor = "test", StartedAt = now, UpdatedAt = now };
        await Host.QueryAsync(db =>
        {
            db.ImportJobs.Add(job);
            db.SpentIds.Add(new SpentId { Purpose = SpentPurpose.Import, Id = Home.Value, ExpiresAt = now.AddMinutes(1) });
            return db.SaveChangesAsync();
        });
        Know("importId", job.Id);
        Know("format", job.Format);
        Know("fileHash", job.FileHash);
        Know("query", new ListQuery());
        Know("names", new[] { user.NormalizedUserName! });
        Know("handles", new[] { user.UserHandle });
        Know("hashes", new[] { passkey.CredentialHash });
        Know("afterName", null!);
        Know("eligible", true);
    }

    private async Task LearnHistoryAsync()
    {
        var change = new PoolChange { Id = Guid.CreateVersion7(), Pool = Home, At = Host.Clock.GetUtcNow(), Actor = "test", Version = Guid.CreateVersion7(), Changes = "[]" };
        await Host.QueryAsync(db =>
        {
            db.PoolChanges.Add(change);
            return db.SaveChangesAsync();
        });
        Know($"{nameof(PoolHistory)}.query", new ListQuery());
    }

    private async Task LearnAdministrationAsync(string userId, string identifier)
    {
        var now = Host.Clock.GetUtcNow();
        var request = new EnrolmentRequest { Id = Guid.CreateVersion7(), Pool = Home, UserId = userId, RequestedBy = "test", RequestedAt = now, LinkLifetimeSeconds = 300, ExpiresAt = now.AddDays(1) };
        await Host.QueryAsync(async db =>
        {
            db.Add(request);
            db.Add(new Microsoft.AspNetCore.Identity.IdentityUserClaim<string> { UserId = userId, ClaimType = AdministratorRole.ClaimType, ClaimValue = AdministratorRole.PoolAuditor(Home) });
            return await db.SaveChangesAsync();
        });
        Know("request", request.Id);
        Know($"{nameof(AdministeredUsers)}.query", new ListQuery(identifier));
        Know($"{nameof(EnrolmentRequestList)}.query", new ListQuery());
    }

    private async Task<string> IssueCodeAsync(string userId, string purpose)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var codes = scope.ServiceProvider.GetRequiredService<OneTimeCodes>();
        var code = await codes.CreateForLinkAsync(Home, purpose, userId, TimeSpan.FromHours(1), CancellationToken.None);
        await codes.AddAsync(code, CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<PasskeysDbContext>().SaveChangesAsync();
        return code.Text;
    }

    private void Know(string parameter, object argument) => _arguments[parameter] = argument;
}
