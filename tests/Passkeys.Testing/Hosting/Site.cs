using System.Text.Json.Nodes;
using Passkeys.Testing.Authenticators;

namespace Passkeys.Testing.Hosting;

/// <summary>One pool of a host, as its HTTP contract has it.</summary>
/// <param name="host">The host.</param>
/// <param name="pool">The pool's id.</param>
public sealed class Site(IHostUnderTest host, string pool)
{
    private const string NativeApp = "native-app";

    /// <summary>The pool's id.</summary>
    public string Pool { get; } = pool;

    private Caller Caller => host.Caller;

    /// <summary>An authenticator at a page of the host.</summary>
    public SoftwareAuthenticator NewPhone() => new(host.Origin);

    /// <summary>The path of an endpoint of the pool.</summary>
    public string Path(string endpoint) => $"/identity/{Pool}/{endpoint}";

    /// <summary>Posts JSON to an endpoint of the pool.</summary>
    public Task<Answer> PostAsync(string endpoint, JsonNode? body, string? bearer = null) => Caller.PostAsync(Path(endpoint), body, bearer);

    /// <summary>Gets from an endpoint of the pool.</summary>
    public Task<Answer> GetAsync(string endpoint, string? bearer = null) => Caller.GetAsync(Path(endpoint), bearer);

    /// <summary>Begins a sign-up: the value of <c>signup</c>.</summary>
    public async Task<string> SignUpTokenAsync(string identifier, string? displayName = null)
    {
        var body = new JsonObject { ["identifier"] = identifier, ["displayName"] = displayName, ["captcha"] = "captcha-ok" };
        return (await PostAsync("signup", body)).OrThrow()["signup"];
    }

    /// <summary>Begins the registration of a sign-up.</summary>
    public async Task<Ceremony> BeginSignUpAsync(string identifier) => await BeginEnrolmentAsync(await SignUpTokenAsync(identifier));

    /// <summary>Begins the registration that a <c>signup</c> gives the right to.</summary>
    public async Task<Ceremony> BeginEnrolmentAsync(string signup)
    {
        var begun = await PostAsync("register/webauthn/begin", new JsonObject { ["signup"] = signup });
        return Ceremony.Of(begun) with { SignUp = signup };
    }

    /// <summary>Begins the registration of one more passkey.</summary>
    public async Task<Ceremony> BeginRegistrationAsync(string bearer) =>
        Ceremony.Of(await PostAsync("register/webauthn/begin", new JsonObject(), bearer));

    /// <summary>Finishes a registration, of a sign-up or, with a bearer token, of one more passkey.</summary>
    public Task<Answer> FinishRegistrationAsync(Ceremony ceremony, JsonNode credential, string? bearer = null)
    {
        var body = new JsonObject { ["ceremony"] = ceremony.Token, ["credential"] = credential.DeepClone() };
        if (ceremony.SignUp is not null)
            body["signup"] = ceremony.SignUp;

        return PostAsync("register/webauthn/finish", body, bearer);
    }

    /// <summary>Signs someone up with a passkey, and activates the account where the pool wants that. The answer is the one of finish.</summary>
    public async Task<Answer> SignUpAsync(string identifier, SoftwareAuthenticator phone)
    {
        var ceremony = await BeginSignUpAsync(identifier);
        var answer = (await FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options))).OrThrow();
        if (host.Mail.To(identifier).Any(message => (string?)message["kind"] == "activation"))
            await ActivateAsync(identifier);

        return answer;
    }

    /// <summary>Activates an account with the code of its newest mail.</summary>
    public async Task ActivateAsync(string identifier)
    {
        var body = new JsonObject { ["identifier"] = identifier, ["code"] = host.Mail.Code(identifier, "activation") };
        (await PostAsync("activate", body)).OrThrow();
    }

    /// <summary>Begins a sign-in.</summary>
    public async Task<Ceremony> BeginSignInAsync(string? identifier = null, string? clientId = null, string? scope = null) =>
        Ceremony.Of(await SignInOptionsAsync(identifier, clientId, scope));

    /// <summary>Asks for sign-in options; the answer as it is.</summary>
    public Task<Answer> SignInOptionsAsync(string? identifier = null, string? clientId = null, string? scope = null, string? mediation = null)
    {
        var body = new JsonObject();
        Add(body, "identifier", identifier);
        Add(body, "clientId", clientId);
        Add(body, "scope", scope);
        Add(body, "mediation", mediation);
        return PostAsync("login/webauthn/options", body);
    }

    /// <summary>Finishes a sign-in.</summary>
    public Task<Answer> FinishSignInAsync(Ceremony ceremony, JsonNode credential) =>
        PostAsync("login/webauthn/finish", new JsonObject { ["ceremony"] = ceremony.Token, ["credential"] = credential.DeepClone() });

    /// <summary>Asks for tokens with an assertion.</summary>
    public Task<Answer> TokenAsync(Ceremony ceremony, JsonNode credential, string clientId = NativeApp, string scope = Tokens.EveryScope) =>
        Caller.PostFormAsync("/connect/token", new Dictionary<string, string>
        {
            ["grant_type"] = Tokens.PasskeyGrant,
            ["client_id"] = clientId,
            ["scope"] = scope,
            ["ceremony"] = ceremony.Token,
            ["credential"] = credential.ToJsonString(),
        });

    /// <summary>Signs in with a passkey, without a name, and answers the tokens.</summary>
    public async Task<Tokens> SignInAsync(SoftwareAuthenticator phone, string clientId = NativeApp, string scope = Tokens.EveryScope)
    {
        var ceremony = await BeginSignInAsync(clientId: clientId);
        return Tokens.Of(await TokenAsync(ceremony, phone.Sign(ceremony.Options), clientId, scope));
    }

    /// <summary>The passkeys of the bearer.</summary>
    public async Task<IReadOnlyList<JsonObject>> PasskeysAsync(string bearer) =>
        [.. (await GetAsync("passkeys", bearer)).OrThrow().Body["passkeys"]!.AsArray().Select(passkey => passkey!.AsObject())];

    /// <summary>Removes a passkey.</summary>
    public Task<Answer> RemoveAsync(string passkeyId, string bearer, string? confirm = null) =>
        Caller.SendAsync(HttpMethod.Delete, Path($"passkeys/{passkeyId}{(confirm is null ? "" : $"?confirm={confirm}")}"), null, bearer);

    /// <summary>Renames a passkey.</summary>
    public Task<Answer> RenameAsync(string passkeyId, string name, string bearer) =>
        Caller.SendAsync(HttpMethod.Patch, Path($"passkeys/{passkeyId}"), Caller.Json(new JsonObject { ["name"] = name }.ToJsonString()), bearer);

    private static void Add(JsonObject body, string member, string? value)
    {
        if (value is not null)
            body[member] = value;
    }
}
