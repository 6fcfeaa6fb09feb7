using System.Text.Json;

namespace Passkeys.BrowserTests.Hosting;

/// <summary>What visitors do before that which a test is about.</summary>
public static class SdkSteps
{
    // What most tests begin with, in one step: the calls of the API by hand, without the modules of the SDK.
    private const string SignUp = """
        async ([pool, identifier, displayName, signsIn]) => {
          const call = async (path, body) => {
            const response = await fetch(`/identity/${pool}/${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
            const answer = await response.json();
            if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
            return answer;
          };
          const { signup } = await call('signup', { identifier, displayName });
          const creation = await call('register/webauthn/begin', { signup });
          const made = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(creation.publicKey) });
          const { passkey } = await call('register/webauthn/finish', { signup, ceremony: creation.ceremony, credential: made.toJSON() });
          if (!signsIn) return passkey;
          const request = await call('login/webauthn/options', {});
          const used = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(request.publicKey) });
          await call('login/webauthn/finish', { ceremony: request.ceremony, credential: used.toJSON() });
          return passkey;
        }
        """;

    /// <summary>Makes an account, with a passkey on the visitor's device. Nobody is signed in afterwards.</summary>
    public static Task<JsonElement> SignUpAsync(this Visitor visitor, string? displayName = null, string pool = "demo") => visitor.SignUpAsync(displayName, pool, signsIn: false);

    /// <summary>Makes an account and signs in with its passkey.</summary>
    public static Task<JsonElement> SignUpAndInAsync(this Visitor visitor, string? displayName = null, string pool = "demo") => visitor.SignUpAsync(displayName, pool, signsIn: true);

    private static async Task<JsonElement> SignUpAsync(this Visitor visitor, string? displayName, string pool, bool signsIn)
    {
        await visitor.Sdk.OpenAsync();
        return await visitor.Page.EvaluateAsync<JsonElement>(SignUp, new object?[] { pool, visitor.Identifier, displayName, signsIn });
    }

    /// <summary>Makes an account with a password alone. Nobody is signed in afterwards.</summary>
    public static async Task SignUpByPasswordAsync(this Visitor visitor, string password)
    {
        await visitor.Sdk.OpenAsync();
        var started = await visitor.Sdk.CallAsync("startSignUp", new { pool = HostDatabase.EitherPool, identifier = visitor.Identifier });
        await visitor.Sdk.CallAsync("registerPassword", new { pool = HostDatabase.EitherPool, signup = started.Text("signup"), password });
    }

    /// <summary>An administrator invites the visitor to pool staff: the link.</summary>
    public static async Task<string> BeInvitedToStaffAsync(this Visitor visitor)
    {
        const string people = "/admin/api/pools/staff/users";
        var token = await visitor.TokenOfAsync("admin-cli", "admin-secret", "passkeys.admin");
        var person = await visitor.PostAsync(people, token, new { identifier = visitor.Identifier });
        return (await visitor.PostAsync($"{people}/{person.Text("id")}/invitations", token, new { })).Text("link");
    }

    /// <summary>The back end of pool demo prepares an operation: its token.</summary>
    public static async Task<string> PrepareAsync(this Visitor visitor, object operation) => (await visitor.CallAsBackEndAsync("operations", operation)).Text("operationToken");

    /// <summary>The back end of pool demo calls.</summary>
    public static async Task<JsonElement> CallAsBackEndAsync(this Visitor visitor, string endpoint, object body) =>
        await visitor.PostAsync("/identity/demo/" + endpoint, await visitor.TokenOfAsync("backend", "backend-secret", "passkeys.backend"), body);

    private static async Task<string> TokenOfAsync(this Visitor visitor, string client, string secret, string scope)
    {
        var form = visitor.Page.APIRequest.CreateFormData();
        foreach (var (name, value) in new[] { ("grant_type", "client_credentials"), ("client_id", client), ("client_secret", secret), ("scope", scope) })
            form.Set(name, value);
        return (await (await visitor.Page.APIRequest.PostAsync("/connect/token", new() { Form = form })).JsonAsync())!.Value.Text("access_token");
    }

    private static async Task<JsonElement> PostAsync(this Visitor visitor, string path, string token, object body)
    {
        var headers = new Dictionary<string, string> { ["Authorization"] = "Bearer " + token };
        var answer = await visitor.Page.APIRequest.PostAsync(visitor.Host.Origin + path, new() { Headers = headers, DataObject = body });
        return answer.Ok ? (await answer.JsonAsync())!.Value : throw new InvalidOperationException($"{path} answers {answer.Status}: {await answer.TextAsync()}");
    }

    /// <summary>Forgets who is signed in, in this browser.</summary>
    public static Task SignOutHereAsync(this Visitor visitor) => visitor.Page.Context.ClearCookiesAsync();

    /// <summary>Adds a passkey on a security key. The visitor is signed in.</summary>
    public static async Task<(VirtualAuthenticator Key, JsonElement Passkey)> AddKeyAsync(this Visitor visitor)
    {
        // The person touches the key, and not the device.
        await visitor.Device.BeTouchedAsync(false);
        var key = await visitor.PlugInKeyAsync();
        var registered = await visitor.Sdk.CallAsync("register", new { pool = "demo" });
        await visitor.Device.BeTouchedAsync(true);
        return (key, registered.GetProperty("passkey"));
    }

    /// <summary>Removes the visitor's last passkey from another place: this device is not told.</summary>
    public static Task RemoveElsewhereAsync(this Visitor visitor, JsonElement passkey) => visitor.Page.EvaluateAsync(
        "async (id) => { const { ok, status } = await fetch(`/identity/demo/passkeys/${id}?confirm=last_credential`, { method: 'DELETE' }); if (!ok) throw new Error(status); }",
        passkey.Text("id"));

    public static string Text(this JsonElement element, string member) => element.TryGetProperty(member, out var value) ? value.GetString() ?? "" : "";
}
