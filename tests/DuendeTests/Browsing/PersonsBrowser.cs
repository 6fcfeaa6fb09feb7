using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.DuendeTests.Browsing;

/// <summary>A person's browser at the host: cookies, a password, passkeys.</summary>
/// <param name="host">The host.</param>
/// <param name="http">A client that keeps cookies and follows no redirect.</param>
public sealed class PersonsBrowser(ExistingHostFixture host, HttpClient http) : IDisposable
{
    private const string Verifier = "the-verifier-of-these-cases-has-43-characters-or-more";

    /// <summary>The host.</summary>
    public ExistingHostFixture Host { get; } = host;

    /// <summary>The calls as they are.</summary>
    public Caller Caller { get; } = new(http);

    /// <summary>Where the passkeys are.</summary>
    public SoftwareAuthenticator Phone { get; } = new(ExistingHostFixture.Origin);

    /// <summary>Signs in with a password at one of the host's pages.</summary>
    public Task<Answer> SignInAsync(Person person, string page = AccountEndpoints.SignIn, string? password = null) =>
        Caller.PostFormAsync(page, new Dictionary<string, string> { ["userName"] = person.Name, ["password"] = password ?? Person.Password });

    /// <summary>Somebody new, who added a passkey and signed in with it.</summary>
    public async Task<Person> SignInSomebodyAsync()
    {
        var person = await Person.NewAsync(Host);
        (await SignInAsync(person)).OrThrow();
        (await AddPasskeyAsync()).OrThrow();
        (await SignInWithPasskeyAsync()).OrThrow();
        return person;
    }

    /// <summary>Adds a passkey, as whoever is signed in.</summary>
    public async Task<Answer> AddPasskeyAsync()
    {
        var begun = await Caller.PostAsync(PathOf("register/webauthn/begin"), new JsonObject());
        if (begun.Body["publicKey"] is not { } options)
            return begun;
        return await Caller.PostAsync(PathOf("register/webauthn/finish"), new JsonObject { ["ceremony"] = begun["ceremony"], ["credential"] = Phone.Register(options) });
    }

    /// <summary>Signs in with the passkey, at the host's pages.</summary>
    public async Task<Answer> SignInWithPasskeyAsync(string? returnUrl = null)
    {
        var begun = (await Caller.PostAsync(PathOf("login/webauthn/options"), WithReturn(new JsonObject(), returnUrl))).OrThrow();
        var body = new JsonObject { ["ceremony"] = begun["ceremony"], ["credential"] = Phone.Sign(begun.Body["publicKey"]!) };
        return await Caller.PostAsync(PathOf("login/webauthn/finish"), WithReturn(body, returnUrl));
    }

    /// <summary>Removes the only passkey.</summary>
    public async Task RemovePasskeyAsync()
    {
        var passkeys = (await Caller.GetAsync(PathOf("passkeys"))).OrThrow();
        var id = (string)passkeys.Body["passkeys"]!.AsArray().Single()!["id"]!;
        (await Caller.SendAsync(HttpMethod.Delete, PathOf($"passkeys/{id}?confirm=last_credential"), null, bearer: null)).OrThrow();
    }

    /// <summary>Signs out.</summary>
    public async Task SignOutAsync(string page = AccountEndpoints.SignOut) => (await Caller.PostFormAsync(page, new Dictionary<string, string>())).OrThrow();

    /// <summary>Where an authorization request of a client leads to.</summary>
    public Task<AuthorizationAnswer> AuthorizeAsync(string clientId, params (string Name, string Value)[] more) =>
        OpenAsync(QueryHelpers.AddQueryString("/connect/authorize", RequestOf(clientId, more)!));

    /// <summary>Pushes an authorization request.</summary>
    public Task<Answer> PushAsync(string clientId, params (string Name, string Value)[] more) => Host.NewCaller().PostFormAsync("/connect/par", RequestOf(clientId, more), Basic(clientId));

    /// <summary>A form for the passkey grant of the native app.</summary>
    public async Task<Dictionary<string, string>> NewPasskeyFormAsync()
    {
        var begun = (await Host.NewCaller().PostAsync(PathOf("login/webauthn/options"), new JsonObject { ["clientId"] = Config.Native })).OrThrow();
        return new Dictionary<string, string>
        {
            ["grant_type"] = Tokens.PasskeyGrant,
            ["client_id"] = Config.Native,
            ["scope"] = "openid profile orders offline_access",
            ["ceremony"] = begun["ceremony"],
            ["credential"] = Phone.Sign(begun.Body["publicKey"]!).ToJsonString(),
        };
    }

    /// <summary>Where an address of the authorization endpoint leads to.</summary>
    public async Task<AuthorizationAnswer> OpenAsync(string address)
    {
        var answer = await Caller.GetAsync(address);
        return AuthorizationAnswer.Of(new Uri(http.BaseAddress!, answer.Headers.TryGetValue("Location", out var location) ? location : throw new InvalidOperationException($"{(int)answer.Status} {answer.Text}")));
    }

    /// <summary>From the request of a client to its tokens.</summary>
    public async Task<Tokens> TokensAsync(string clientId) => Tokens.Of(await RedeemAsync(clientId, (await AuthorizeAsync(clientId)).Code));

    /// <summary>Redeems a code.</summary>
    public Task<Answer> RedeemAsync(string clientId, string code) => TokenAsync(clientId, new()
    {
        ["grant_type"] = "authorization_code",
        ["code"] = code,
        ["redirect_uri"] = Config.RedirectUriOf(clientId),
        ["code_verifier"] = Verifier,
    });

    /// <summary>Refreshes.</summary>
    public Task<Answer> RefreshAsync(string clientId, Tokens tokens) =>
        TokenAsync(clientId, new() { ["grant_type"] = "refresh_token", ["refresh_token"] = tokens.Refresh! });

    public void Dispose()
    {
        Phone.Dispose();
        http.Dispose();
    }

    private Task<Answer> TokenAsync(string clientId, Dictionary<string, string> form) => Host.NewCaller().PostFormAsync("/connect/token", form, Basic(clientId));

    private static Dictionary<string, string> RequestOf(string clientId, (string Name, string Value)[] more)
    {
        var request = new Dictionary<string, string>
        {
            ["client_id"] = clientId,
            ["redirect_uri"] = Config.RedirectUriOf(clientId),
            ["response_type"] = "code",
            ["scope"] = "openid profile email roles orders offline_access",
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in more)
            request[name] = value;
        return request;
    }

    private static AuthenticationHeaderValue Basic(string clientId) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{Uri.EscapeDataString(Config.Secret)}")));

    private static JsonObject WithReturn(JsonObject body, string? returnUrl)
    {
        if (returnUrl is not null)
            body["returnUrl"] = returnUrl;
        return body;
    }

    private static string PathOf(string endpoint) => $"/identity/{Config.Pool}/{endpoint}";
}
