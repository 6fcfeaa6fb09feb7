using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>What the cases of the contract say often.</summary>
public abstract class ContractCase(ContractHost host)
{
    protected const string NativeApp = "native-app";
    protected const string ReferenceApp = "reference-app";
    protected const string StaffApp = "staff-app";
    protected const string DemoPool = "demo";

    protected ContractHost Host { get; } = host;

    protected Site Demo { get; } = new(host, DemoPool);

    /// <summary>Somebody new in the pool demo, with a passkey in this authenticator.</summary>
    protected async Task<SoftwareAuthenticator> NewPersonAsync()
    {
        var phone = Demo.NewPhone();
        await Demo.SignUpAsync(NewIdentifier(), phone);
        return phone;
    }

    protected static string NewIdentifier() => $"{RandomNumberGenerator.GetHexString(16, lowercase: true)}@contract.example";

    /// <summary>Tokens of somebody new.</summary>
    protected async Task<Tokens> NewTokensAsync(string clientId = NativeApp, string scope = Tokens.EveryScope)
    {
        using var phone = await NewPersonAsync();
        return await Demo.SignInAsync(phone, clientId, scope);
    }

    /// <summary>One more passkey of a person, in another authenticator.</summary>
    protected async Task<SoftwareAuthenticator> AddPasskeyAsync(SoftwareAuthenticator phone)
    {
        var tokens = await Demo.SignInAsync(phone);
        var key = Demo.NewPhone();
        var ceremony = await Demo.BeginRegistrationAsync(tokens.Access);
        (await Demo.FinishRegistrationAsync(ceremony, key.Register(ceremony.Options), tokens.Access)).OrThrow();
        return key;
    }

    /// <summary>Removes the passkey of an authenticator, by the person's own call.</summary>
    protected async Task RemovePasskeyAsync(SoftwareAuthenticator phone, string bearer)
    {
        var id = Base64Url.EncodeToString(phone.Credentials[0].Id);
        var passkey = (await Demo.PasskeysAsync(bearer)).Single(passkey => (string?)passkey["credentialId"] == id);
        (await Demo.RemoveAsync((string)passkey["id"]!, bearer)).OrThrow();
    }

    /// <summary>Removes the only passkey of a person, by their own call.</summary>
    protected async Task RemoveOnlyPasskeyAsync(string bearer)
    {
        var passkey = (await Demo.PasskeysAsync(bearer)).ShouldHaveSingleItem();
        (await Demo.RemoveAsync((string)passkey["id"]!, bearer, confirm: "last_credential")).OrThrow();
    }

    /// <summary>A form for the passkey grant of an assertion that would be accepted.</summary>
    protected async Task<Dictionary<string, string>> NewPasskeyFormAsync(string clientId = NativeApp, string? scope = Tokens.EveryScope, string? begunFor = NativeApp)
    {
        using var phone = await NewPersonAsync();
        var ceremony = await Demo.BeginSignInAsync(clientId: begunFor);
        var form = PasskeyForm(clientId, scope);
        form["ceremony"] = ceremony.Token;
        form["credential"] = phone.Sign(ceremony.Options).ToJsonString();
        return form;
    }

    /// <summary>A form for the passkey grant of a result code that would be accepted.</summary>
    protected async Task<Dictionary<string, string>> NewCodeFormAsync(string clientId = NativeApp, string? scope = Tokens.EveryScope, string? begunFor = NativeApp)
    {
        using var phone = await NewPersonAsync();
        var ceremony = await Demo.BeginSignInAsync(clientId: begunFor);
        var form = PasskeyForm(clientId, scope);
        form["code"] = (await Demo.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options))).OrThrow()["code"];
        return form;
    }

    protected Task<Answer> TokenAsync(IReadOnlyDictionary<string, string> form, AuthenticationHeaderValue? authorization = null) =>
        Host.Caller.PostFormAsync("/connect/token", form, authorization);

    protected Task<Answer> RefreshAsync(string? refreshToken, string clientId = NativeApp, string? scope = null)
    {
        var form = Form(("grant_type", "refresh_token"), ("client_id", clientId), ("refresh_token", refreshToken!));
        if (scope is not null)
            form["scope"] = scope;
        return TokenAsync(form);
    }

    /// <summary>Asks, as the API demo-api, what a token is worth.</summary>
    protected Task<Answer> IntrospectAsync(string? token) =>
        Host.Caller.PostFormAsync("/connect/introspect", Form(("token", token!)), Basic("demo-api", "api-secret"));

    protected Task<Answer> UserInfoAsync(string? token) => Host.Caller.GetAsync("/connect/userinfo", token);

    protected Task<Answer> RevokeAsync(string? token, string clientId = NativeApp) =>
        Host.Caller.PostFormAsync("/connect/revocation", Form(("token", token!), ("client_id", clientId)));

    /// <summary>RFC 6749 §2.3.1.</summary>
    protected static AuthenticationHeaderValue Basic(string id, string secret) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(secret)}")));

    protected static Dictionary<string, string> Form(params (string Name, string Value)[] parameters) =>
        parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);

    /// <summary>Parameters with other values; null leaves one out.</summary>
    protected static Dictionary<string, string> With((string Name, string? Value)[] changes, Dictionary<string, string> parameters)
    {
        foreach (var (name, value) in changes)
        {
            if (value is null)
                parameters.Remove(name);
            else
                parameters[name] = value;
        }

        return parameters;
    }

    protected static string[] Words(JsonNode? list) => ((string?)list)?.Split(' ') ?? [];

    /// <summary>A claim that is one string or several.</summary>
    protected static string[] StringsOf(JsonNode? node) => node is JsonArray several ? [.. several.Select(item => (string)item!)] : [(string)node!];

    /// <summary>The at_hash of an access token, where the id_token is signed with SHA-256.</summary>
    protected static string HalfHashOf(string accessToken) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));

    private static Dictionary<string, string> PasskeyForm(string clientId, string? scope)
    {
        var form = Form(("grant_type", Tokens.PasskeyGrant), ("client_id", clientId));
        if (scope is not null)
            form["scope"] = scope;
        return form;
    }
}
