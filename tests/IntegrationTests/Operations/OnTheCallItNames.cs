using System.Net;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Operations;

/// <summary>An operation token opens exactly the call it names, in its pool, for its time.</summary>
public sealed class OnTheCallItNames(SharedHosts hosts) : OperationCase(hosts)
{
    private static readonly (string Type, string Method, string Endpoint)[] Uses =
    [
        ("register", "POST", "register/webauthn/begin"),
        ("register", "POST", "register/webauthn/finish"),
        ("authenticate", "POST", "login/webauthn/options"),
        ("list", "GET", "passkeys"),
        ("update", "PATCH", "passkeys/x"),
        ("update", "POST", "passkeys/update"),
        ("delete", "DELETE", "passkeys/x"),
        ("delete", "POST", "passkeys/delete"),
    ];

    public static TheoryData<string, string, string> Elsewhere => [.. from type in Uses.Select(use => use.Type).Distinct()
                                                                     from use in Uses
                                                                     where use.Type != type
                                                                     select (type, use.Method, use.Endpoint)];

    [Theory, MemberData(nameof(Elsewhere))]
    public async Task It_opens_no_other(string type, string method, string endpoint)
    {
        var answer = await SendAsync(Site, method, endpoint, await BackEnd.AllowAsync(type, UserId));

        answer.ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
        answer.Headers["WWW-Authenticate"].ShouldContain("invalid_token");
    }

    [Theory]
    [InlineData("register")]
    [InlineData("list")]
    [InlineData("authenticate")]
    public async Task It_opens_nothing_next_door(string type)
    {
        var next = await Host.NewPoolAsync();
        var (_, method, endpoint) = Uses.First(use => use.Type == type);

        (await SendAsync(next, method, endpoint, await BackEnd.AllowAsync(type, UserId))).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Theory]
    [InlineData("register")]
    [InlineData("list")]
    [InlineData("authenticate")]
    public async Task It_cannot_be_forged(string type)
    {
        var (_, method, endpoint) = Uses.First(use => use.Type == type);
        var token = await BackEnd.AllowAsync(type, UserId);

        (await SendAsync(Site, method, endpoint, token[..^4] + "AAAA")).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Fact]
    public async Task It_is_no_access_token_for_apps_or_back_ends()
    {
        var token = await BackEnd.AllowAsync("list", UserId);

        (await Host.Caller.GetAsync("/connect/userinfo", token)).ShouldBe(HttpStatusCode.Unauthorized);
        (await Site.PostAsync("operations", null, token)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
    }

    private async Task<Answer> SendAsync(Site site, string method, string endpoint, string token)
    {
        using var body = method is "POST" or "PATCH" ? Caller.Json("""{"name":"x","ceremony":"x","credential":{}}""") : null;
        return await Host.Caller.SendAsync(new HttpMethod(method), site.Path(endpoint), body, token);
    }
}
