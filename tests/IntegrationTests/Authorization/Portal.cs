using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;

namespace Passkeys.IntegrationTests.Authorization;

/// <summary>The seeded demo portal, and one browser with one person who uses it.</summary>
public sealed class Portal : IDisposable
{
    public const string ClientId = "demo-portal";

    public const string Secret = "portal-secret";

    public const string RedirectUri = "http://localhost:5001/signin-passkeys";

    private readonly HttpClient _browser;

    private Portal(HostFixture host, Site site, SoftwareAuthenticator phone, string identifier)
    {
        (Host, Site, Phone, Identifier) = (host, site, phone, identifier);
        _browser = host.NewBrowser();
        Browser = new Caller(_browser);
    }

    public HostFixture Host { get; }

    public Site Site { get; }

    public SoftwareAuthenticator Phone { get; }

    public string Identifier { get; }

    /// <summary>The browser: it keeps cookies and follows no redirect.</summary>
    public Caller Browser { get; }

    /// <summary>RFC 7636 appendix B.</summary>
    public string Verifier { get; } = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    /// <summary>A portal whose one person belongs to a new pool.</summary>
    public static async Task<Portal> OpenAsync(HostFixture host) => await OpenAsync(host, await host.NewPoolAsync());

    /// <summary>A portal whose one person belongs to a pool that is there.</summary>
    public static async Task<Portal> OpenAsync(HostFixture host, Site site)
    {
        var (phone, identifier) = await site.NewPersonAsync();
        return new Portal(host, site, phone, identifier);
    }

    public void Dispose()
    {
        Phone.Dispose();
        _browser.Dispose();
    }

    /// <summary>The parameters of a request that is right, for the person's pool.</summary>
    public Dictionary<string, string?> Request() => new()
    {
        ["client_id"] = ClientId,
        ["redirect_uri"] = RedirectUri,
        ["response_type"] = "code",
        ["scope"] = "openid profile",
        ["state"] = "state-of-the-portal",
        ["nonce"] = "nonce-of-the-portal",
        ["code_challenge"] = ChallengeOf(Verifier),
        ["code_challenge_method"] = "S256",
        ["acr_values"] = $"tenant:{Site.Pool}",
    };

    /// <summary>Sends the browser to the authorization endpoint; null takes a parameter away.</summary>
    public Task<Answer> AuthorizeAsync(params (string Name, string? Value)[] deviations) =>
        Browser.GetAsync(AddressOf(deviations));

    /// <summary>The address of that request.</summary>
    public string AddressOf(params (string Name, string? Value)[] deviations) => QueryHelpers.AddQueryString("/connect/authorize", With(deviations));

    /// <summary>The same with a form.</summary>
    public Task<Answer> AuthorizeByFormAsync(params (string Name, string? Value)[] deviations) =>
        Browser.PostFormAsync("/connect/authorize", With(deviations).Where(parameter => parameter.Value is not null).ToDictionary(p => p.Key, p => p.Value!));

    /// <summary>Signs the person in at this browser, at a page of the host.</summary>
    public Task<Answer> SignInAsync(string? returnUrl = null) => SignInAsync(Phone, returnUrl);

    /// <summary>Signs somebody in at this browser, at a page of the host.</summary>
    public async Task<Answer> SignInAsync(SoftwareAuthenticator phone, string? returnUrl = null, bool userVerified = true)
    {
        var begun = (await Browser.PostAsync(Site.Path("login/webauthn/options"), new JsonObject { ["returnUrl"] = returnUrl })).OrThrow();
        var reply = phone.Sign(begun.Body["publicKey"]!.AsObject(), draft => draft.Flags = userVerified ? draft.Flags : draft.Flags & ~AuthenticatorFlags.UserVerified);
        var body = new JsonObject { ["ceremony"] = begun["ceremony"], ["credential"] = reply, ["returnUrl"] = returnUrl };
        return (await Browser.PostAsync(Site.Path("login/webauthn/finish"), body)).OrThrow();
    }

    /// <summary>Signs in and asks for a code.</summary>
    public async Task<string> CodeAsync(params (string Name, string? Value)[] deviations)
    {
        await SignInAsync();
        return (await AuthorizeAsync(deviations)).SentBack()["code"];
    }

    /// <summary>Redeems a code at the token endpoint, with a secret.</summary>
    public Task<Answer> RedeemAsync(string code, params (string Name, string? Value)[] deviations)
    {
        var form = new Dictionary<string, string?>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = ClientId,
            ["client_secret"] = Secret,
            ["redirect_uri"] = RedirectUri,
            ["code"] = code,
            ["code_verifier"] = Verifier,
        };
        foreach (var (name, value) in deviations)
            form[name] = value;
        return Host.TokenAsync(form.Where(parameter => parameter.Value is not null).ToDictionary(p => p.Key, p => p.Value!));
    }

    /// <summary>Asks the engine what the pages ask it.</summary>
    public async Task<T> AskEngineAsync<T>(Func<IEngineInteraction, Task<T>> question)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<IEngineInteraction>());
    }

    /// <summary>The request behind an address, as a page has it.</summary>
    public async Task<AuthorizationContext> ContextAsync(string returnUrl) =>
        (await AskEngineAsync(engine => engine.FindAuthorizationAsync(returnUrl, CancellationToken.None))).ShouldNotBeNull();

    /// <summary>The session of the person's sign-in at this browser.</summary>
    public Task<Session> SessionAsync() => Host.QueryAsync(db =>
        db.Sessions.AsNoTracking().SingleAsync(s => s.Pool == new PoolId(Site.Pool) && s.ClientId == null));

    private static string ChallengeOf(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private Dictionary<string, string?> With((string Name, string? Value)[] deviations)
    {
        var request = Request();
        foreach (var (name, value) in deviations)
            request[name] = value;
        return request;
    }
}
