using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Embedded.Logout;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;

namespace Passkeys.IntegrationTests.Logout;

/// <summary>Someone at a browser of a host, and what the host's pages learn of the one who looks at them.</summary>
internal sealed class PageVisit : IDisposable
{
    private readonly HostFixture _host;
    private readonly SoftwareAuthenticator _phone;
    private readonly HttpClient _browser;
    private string? _cookie;

    private PageVisit(HostFixture host, Site site, SoftwareAuthenticator phone) =>
        (_host, Site, _phone, _browser) = (host, site, phone, host.NewBrowser());

    public Site Site { get; }

    public static async Task<PageVisit> StartAsync(HostFixture host)
    {
        var site = await host.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        return new PageVisit(host, site, phone);
    }

    /// <summary>Signs in at the host's own pages, whoever was signed in before.</summary>
    public async Task<Session> SignInAsync(SoftwareAuthenticator? phone = null)
    {
        var ceremony = await Site.BeginSignInAsync();
        var body = new JsonObject { ["ceremony"] = ceremony.Token, ["credential"] = (phone ?? _phone).Sign(ceremony.Options) };
        var answer = (await new Caller(_browser).PostAsync(Site.Path("login/webauthn/finish"), body)).OrThrow();
        // The cookie of a session that is dead is taken back before the new one is set.
        _cookie = answer.Headers["Set-Cookie"].Split([',', ';'], StringSplitOptions.TrimEntries).Last(part => part.StartsWith("passkeys.session=", StringComparison.Ordinal));
        return await _host.QueryAsync(db => db.Sessions.AsNoTracking().SingleAsync(s => s.Pool == new PoolId(Site.Pool) && s.ClientId == null));
    }

    /// <summary>What the sign-out page learns at the address the end session endpoint leads to.</summary>
    public async Task<LogoutContext?> AskToSignOutAsync(IReadOnlyDictionary<string, string?> parameters) =>
        await FindLogoutAsync(LogoutIdOf(await _host.Caller.GetAsync(QueryHelpers.AddQueryString("/connect/endsession", parameters))));

    public static string LogoutIdOf(Answer answer)
    {
        answer.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers["Location"].ShouldStartWith("/account/sign-out?logoutId=");
        return QueryHelpers.ParseQuery(answer.Headers["Location"].Split('?')[1])["logoutId"].ToString();
    }

    public Task<LogoutContext?> FindLogoutAsync(string? logoutId) =>
        InRequestAsync(services => services.GetRequiredService<IEngineInteraction>().FindLogoutAsync(logoutId, CancellationToken.None));

    /// <summary>An id_token of a session; <paramref name="deviate"/> makes it wrong.</summary>
    public Task<string> IdentityTokenAsync(Session session, string clientId = "demo-portal", string type = "JWT", Action<JsonObject>? deviate = null) => InRequestAsync(services =>
    {
        var now = _host.Clock.GetUtcNow();
        var claims = new JsonObject
        {
            ["aud"] = clientId,
            ["sub"] = session.UserId,
            ["sid"] = session.Id,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
        };
        deviate?.Invoke(claims);
        return services.GetRequiredService<ITokenSigner>().SignAsync(type, claims, CancellationToken.None);
    });

    /// <summary>Signs a client in by the session, as issuing it an authorization code does. False when the session has ended.</summary>
    public Task<bool> RegisterAsync(Session session, string clientId) => InRequestAsync(async services =>
    {
        var db = services.GetRequiredService<PasskeysDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var lives = await services.GetRequiredService<SessionClients>().RegisterAsync(session, clientId, CancellationToken.None);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return lives;
    });

    /// <summary>Signs out at the host's own pages.</summary>
    public Task<bool> SignOutAsync() => InRequestAsync(async services =>
    {
        await services.GetRequiredService<ISignOut>().ExecuteAsync(services.GetRequiredService<IHttpContextAccessor>().HttpContext!);
        return true;
    });

    /// <summary>Removes the passkey of a session, as its owner does at the host's own pages.</summary>
    public async Task RemovePasskeyAsync(Session session) =>
        (await new Caller(_browser).SendAsync(HttpMethod.Delete, Site.Path($"passkeys/{session.PasskeyId}?confirm=last_credential"), null, bearer: null)).OrThrow();

    public void Dispose()
    {
        _phone.Dispose();
        _browser.Dispose();
    }

    // As a page would be asked: with the browser's cookie.
    private async Task<T> InRequestAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (http.Request.Scheme, http.Request.Host) = ("http", new HostString("localhost", 5000));
        http.Request.Headers.Cookie = _cookie;
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = http;
        return await work(scope.ServiceProvider);
    }
}
