using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.IntegrationTests.Hosts;

/// <summary>The back end of an app, with its client's own access token.</summary>
internal sealed class BackEnd(Site site, string bearer)
{
    public const string Client = "backend";

    public string Bearer => bearer;

    public static async Task<BackEnd> OpenAsync(HostFixture host, Site site, string scope = "passkeys.backend") => new(site, await TokenAsync(host, Client, "backend-secret", scope));

    public static async Task<string> TokenAsync(HostFixture host, string client, string secret, string scope)
    {
        var basic = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{client}:{secret}")));
        return (await host.Caller.PostFormAsync("/connect/token", new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = scope }, basic)).OrThrow()["access_token"];
    }

    /// <summary>Asks for an operation token; the answer as it is.</summary>
    public Task<Answer> AskAsync(string type, string? userId = null, JsonObject? options = null, string? username = null, string? displayName = null)
    {
        var body = new JsonObject { ["type"] = type };
        foreach (var (name, value) in new (string, JsonNode?)[] { ("userId", userId), ("username", username), ("displayName", displayName), ("options", options) })
        {
            if (value is not null)
                body[name] = value;
        }
        return site.PostAsync("operations", body, bearer);
    }

    /// <summary>An operation token.</summary>
    public async Task<string> AllowAsync(string type, string? userId = null, JsonObject? options = null, string? username = null, string? displayName = null) =>
        (await AskAsync(type, userId, options, username, displayName)).OrThrow()["operationToken"];

    public Task<Answer> ExchangeAsync(string code) => site.PostAsync("results/exchange", new JsonObject { ["code"] = code }, bearer);

    public Task<Answer> VerifyAsync(string result, string? userId = null)
    {
        var body = new JsonObject { ["result"] = result };
        if (userId is not null)
            body["userId"] = userId;
        return site.PostAsync("results/verify", body, bearer);
    }

    /// <summary>Signs in by an operation of type authenticate; the answer of finish.</summary>
    public async Task<Answer> SignInAsync(SoftwareAuthenticator phone, string? userId = null)
    {
        var ceremony = await BeginSignInAsync(await AllowAsync("authenticate", userId));
        return await site.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options));
    }

    /// <summary>Begins a sign-in with an operation token.</summary>
    public async Task<Ceremony> BeginSignInAsync(string operationToken)
    {
        var begun = (await site.PostAsync("login/webauthn/options", new JsonObject(), operationToken)).OrThrow();
        return new Ceremony(begun["ceremony"], begun.Body["publicKey"]!.AsObject());
    }

    /// <summary>Registers a passkey with an operation token; the answer of finish.</summary>
    public async Task<Answer> RegisterAsync(SoftwareAuthenticator phone, string operationToken)
    {
        var ceremony = await site.BeginRegistrationAsync(operationToken);
        return await site.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options), operationToken);
    }

    /// <summary>The ids that options name in allowCredentials.</summary>
    public static IReadOnlyList<string> AllowedBy(Ceremony ceremony) => [.. ceremony.Options["allowCredentials"]!.AsArray().Select(each => (string)each!["id"]!)];

    public static string IdOf(SoftwareAuthenticator phone) => Base64Url.EncodeToString(phone.Credentials[0].Id);
}
