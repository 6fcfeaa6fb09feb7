using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract.Browsing;

/// <summary>What the cases of the authorization code flow say often. The client is demo-portal; nothing is at its address.</summary>
public abstract class CodeFlowCase(ContractHost host) : ContractCase(host)
{
    protected const string Portal = "demo-portal";
    protected const string RedirectUri = "http://localhost:5001/signin-passkeys";
    protected const string Verifier = "the-verifier-of-these-cases-has-43-characters-or-more";
    protected const string State = "state of the portal";
    protected const string Nonce = "nonce-of-the-portal";

    private const string ContractSecret = "contract-secret";

    /// <summary>The portal of the seeds.</summary>
    protected static App PortalApp { get; } = new(Portal, "portal-secret", RedirectUri);

    /// <summary>A client of the pools demo and acme that is told of logouts.</summary>
    protected App FirstApp => new("contract-app", ContractSecret, Host.Apps.Origin + "/signin");

    /// <summary>Another such client, of demo alone.</summary>
    protected App OtherApp => new("contract-other", ContractSecret, Host.Apps.Origin + "/other");

    /// <summary>A client of somebody else's: it needs consent.</summary>
    protected App ForeignApp => new("contract-foreign", ContractSecret, Host.Apps.Origin + "/foreign");

    /// <summary>A client of the pool acme alone.</summary>
    protected App AcmeApp => new("contract-acme", ContractSecret, Host.Apps.Origin + "/acme");

    /// <summary>A client that has to push its requests.</summary>
    protected App PushingApp => new("contract-pushed", ContractSecret, Host.Apps.Origin + "/pushed");

    /// <summary>A client without a secret.</summary>
    protected static App PublicApp { get; } = new("contract-public", null, "https://app.contract.example/signin");

    /// <summary>An authorization request of the portal that would be accepted.</summary>
    protected static Dictionary<string, string> Request(params (string Name, string? Value)[] changes) => RequestOf(PortalApp, changes);

    /// <summary>An authorization request that would be accepted.</summary>
    protected static Dictionary<string, string> RequestOf(App app, params (string Name, string? Value)[] changes) => With(changes, Form(
        ("client_id", app.ClientId),
        ("redirect_uri", app.RedirectUri),
        ("response_type", "code"),
        ("scope", "openid"),
        ("state", State),
        ("nonce", Nonce),
        ("code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)))),
        ("code_challenge_method", "S256")));

    /// <summary>The browser of somebody new, who has a passkey in the pool demo and is not signed in.</summary>
    protected async Task<PersonsBrowser> NewBrowserAsync() => new(Host.NewCookieClient(), Demo, await NewPersonAsync());

    /// <summary>A browser of nobody: it comes as far as one comes without a passkey.</summary>
    protected PersonsBrowser NewStrangersBrowser() => new(Host.NewCookieClient(), Demo, null);

    /// <summary>Takes a browser to the authorization endpoint and as far as it comes.</summary>
    protected static Task<Landing> AuthorizeAsync(PersonsBrowser browser, params (string Name, string? Value)[] changes) => AuthorizeAsync(browser, PortalApp, changes);

    /// <inheritdoc cref="AuthorizeAsync(PersonsBrowser, ValueTuple{string, string}[])" />
    protected static Task<Landing> AuthorizeAsync(PersonsBrowser browser, App app, params (string Name, string? Value)[] changes) =>
        browser.OpenAsync(AddressOf(RequestOf(app, changes)));

    /// <summary>The address of an authorization request.</summary>
    protected static string AddressOf(IReadOnlyDictionary<string, string> request) => AddressOf("/connect/authorize", request);

    /// <summary>An address with parameters.</summary>
    protected static string AddressOf(string path, IReadOnlyDictionary<string, string> parameters) =>
        QueryHelpers.AddQueryString(path, parameters.Select(parameter => KeyValuePair.Create<string, string?>(parameter.Key, parameter.Value)));

    /// <summary>Exchanges a code.</summary>
    protected Task<Answer> RedeemAsync(string code, params (string Name, string? Value)[] changes) => RedeemAsync(PortalApp, code, changes);

    /// <inheritdoc cref="RedeemAsync(string, ValueTuple{string, string}[])" />
    protected Task<Answer> RedeemAsync(App app, string code, params (string Name, string? Value)[] changes) => TokenOfAsync(app, With(changes, Form(
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", app.RedirectUri),
        ("code_verifier", Verifier))));

    /// <summary>Refreshes.</summary>
    protected Task<Answer> RefreshAsync(App app, Tokens tokens) =>
        TokenOfAsync(app, Form(("grant_type", "refresh_token"), ("refresh_token", tokens.Refresh!)));

    /// <summary>From the request to the tokens.</summary>
    protected Task<Tokens> SignInAsync(PersonsBrowser browser, params (string Name, string? Value)[] changes) => SignInAsync(browser, PortalApp, changes);

    /// <inheritdoc cref="SignInAsync(PersonsBrowser, ValueTuple{string, string}[])" />
    protected async Task<Tokens> SignInAsync(PersonsBrowser browser, App app, params (string Name, string? Value)[] changes) =>
        Tokens.Of(await RedeemAsync(app, (await AuthorizeAsync(browser, app, changes)).Code));

    /// <summary>Asks the token endpoint as a client, with its secret in the header where it has one.</summary>
    protected Task<Answer> TokenOfAsync(App app, Dictionary<string, string> form)
    {
        if (app.Secret is { } secret)
            return TokenAsync(form, Basic(app.ClientId, secret));
        form["client_id"] = app.ClientId;
        return TokenAsync(form);
    }

    /// <summary>Signs out at the host, and says yes when it asks.</summary>
    protected static async Task<Landing> SignOutAsync(PersonsBrowser browser)
    {
        browser.Confirms = true;
        var landing = await browser.OpenAsync("/connect/endsession");
        browser.Confirms = false;
        return landing;
    }

    /// <summary>The session of an id_token.</summary>
    protected static string SessionOf(Tokens tokens) => (string)Tokens.ClaimsOf(tokens.Id!)["sid"]!;

    /// <summary>The authentication of an id_token: who, when.</summary>
    protected static (string Subject, long At) AuthenticationOf(Tokens tokens)
    {
        var claims = Tokens.ClaimsOf(tokens.Id!);
        return ((string)claims["sub"]!, (long)claims["auth_time"]!);
    }
}

/// <summary>An application as it is registered.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="Secret">Its secret; null: it is a public client.</param>
/// <param name="RedirectUri">Where its answers go. Nothing is there: a browser stops before it.</param>
public sealed record App(string ClientId, string? Secret, string RedirectUri);
