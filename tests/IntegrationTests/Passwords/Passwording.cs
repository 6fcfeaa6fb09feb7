using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Pools;
using Passkeys.Testing.Hosting;

namespace Passkeys.IntegrationTests.Passwords;

/// <summary>The steps with a password.</summary>
internal static class Passwording
{
    public const string Good = "a lake under seven hills";

    public static Task<Site> NewPasswordPoolAsync(this HostFixture host, bool passkeyFollows = false, bool activation = false) => host.NewPoolAsync(policy => policy with
    {
        Methods = [SignInMethod.Passkey, SignInMethod.Password],
        SecondFactor = passkeyFollows ? SecondFactors.Passkey : SecondFactors.None,
        Registration = policy.Registration with { Activation = activation },
    });

    public static async Task<Answer> SignUpWithPasswordAsync(this Site site, string identifier, string password = Good) =>
        await site.PostAsync("register/password", new JsonObject { ["signup"] = await site.SignUpTokenAsync(identifier), ["password"] = password });

    public static Task<Answer> TryPasswordAsync(this Site site, string identifier, string password = Good, string? clientId = null)
    {
        var body = new JsonObject { ["identifier"] = identifier, ["password"] = password };
        if (clientId is not null)
            body["clientId"] = clientId;
        return site.PostAsync("login/password", body);
    }

    public static Task<Answer> SetPasswordAsync(this HostFixture host, Site site, string bearer, string password = Good) =>
        host.Caller.SendAsync(HttpMethod.Put, site.Path("password"), Caller.Json(new JsonObject { ["password"] = password }.ToJsonString()), bearer);

    public static Task<Answer> RemovePasswordAsync(this HostFixture host, Site site, string bearer, string? confirm = null) =>
        host.Caller.SendAsync(HttpMethod.Delete, site.Path(confirm is null ? "password" : $"password?confirm={confirm}"), null, bearer);
}
