using System.Text.Json;

namespace Passkeys.BrowserTests.Hosting;

/// <summary>What visitors do by the browser SDK before that which a test is about.</summary>
public static class SdkSteps
{
    /// <summary>Makes an account, with a passkey on the visitor's device. Nobody is signed in afterwards.</summary>
    public static async Task<JsonElement> SignUpAsync(this Visitor visitor, string? displayName = null, string pool = "demo")
    {
        await visitor.Sdk.OpenAsync();
        var started = await visitor.Sdk.CallAsync("startSignUp", new { pool, identifier = visitor.Identifier, displayName });
        return (await visitor.Sdk.CallAsync("register", new { pool, signup = started.Text("signup") })).GetProperty("passkey");
    }

    /// <summary>Makes an account and signs in with its passkey.</summary>
    public static async Task<JsonElement> SignUpAndInAsync(this Visitor visitor, string? displayName = null, string pool = "demo")
    {
        var passkey = await visitor.SignUpAsync(displayName, pool);
        await visitor.Sdk.CallAsync("signIn", new { pool });
        return passkey;
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
        var api = visitor.Page.APIRequest;
        var form = api.CreateFormData();
        foreach (var (name, value) in new[] { ("grant_type", "client_credentials"), ("client_id", "admin-cli"), ("client_secret", "admin-secret"), ("scope", "passkeys.admin") })
            form.Set(name, value);
        var token = (await (await api.PostAsync("/connect/token", new() { Form = form })).JsonAsync())!.Value.Text("access_token");
        var headers = new Dictionary<string, string> { ["Authorization"] = "Bearer " + token };
        var people = visitor.Host.Origin + "/admin/api/pools/staff/users";
        var person = (await (await api.PostAsync(people, new() { Headers = headers, DataObject = new { identifier = visitor.Identifier } })).JsonAsync())!.Value;
        var invitation = await api.PostAsync($"{people}/{person.Text("id")}/invitations", new() { Headers = headers });
        return (await invitation.JsonAsync())!.Value.Text("link");
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
