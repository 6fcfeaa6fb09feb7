using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Operations;

/// <summary>The calls for back ends are for back ends.</summary>
public sealed class WhoMayAllow(SharedHosts hosts) : OperationCase(hosts)
{
    public static TheoryData<string> Calls => ["operations", "results/exchange", "results/verify"];

    [Theory, MemberData(nameof(Calls))]
    public async Task Nobody_without_a_token(string call) =>
        (await Site.PostAsync(call, new JsonObject())).ShouldBe(HttpStatusCode.Unauthorized);

    [Theory, MemberData(nameof(Calls))]
    public async Task Nobody_with_a_forged_token(string call)
    {
        var answer = await Site.PostAsync(call, new JsonObject(), BackEnd.Bearer[..^4] + "AAAA");

        answer.ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
        answer.Headers["WWW-Authenticate"].ShouldContain("invalid_token");
    }

    [Theory, MemberData(nameof(Calls))]
    public async Task No_person(string call)
    {
        var person = (await Site.SignInAsync(Phone)).Access;

        (await Site.PostAsync(call, new JsonObject(), person)).ShouldBe(HttpStatusCode.Forbidden, "insufficient_scope");
    }

    // The client may have the scope, and uses the passkey grant too: its people's tokens are still theirs.
    [Theory, MemberData(nameof(Calls))]
    public async Task No_person_although_the_token_is_the_back_ends(string call)
    {
        var code = (await BackEnd.SignInAsync(Phone)).OrThrow()["code"];
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = Tokens.PasskeyGrant,
            ["client_id"] = BackEnd.Client,
            ["client_secret"] = "backend-secret",
            ["code"] = code,
            ["scope"] = "openid passkeys.backend",
        };
        var granted = await Host.TokenAsync(form);
        if (granted.Status is HttpStatusCode.OK)
            (await Site.PostAsync(call, new JsonObject(), granted["access_token"])).ShouldBe(HttpStatusCode.Forbidden, "insufficient_scope");
        else
            granted.ShouldBe(HttpStatusCode.BadRequest, "invalid_scope");
    }

    [Theory, MemberData(nameof(Calls))]
    public async Task No_client_with_another_scope(string call)
    {
        var admin = await BackEnd.TokenAsync(Host, "admin-cli", "admin-secret", "passkeys.admin");

        (await Site.PostAsync(call, new JsonObject(), admin)).ShouldBe(HttpStatusCode.Forbidden, "insufficient_scope");
    }

    [Theory, MemberData(nameof(Calls))]
    public async Task No_client_of_another_pool(string call) =>
        (await Host.Pool("acme").PostAsync(call, new JsonObject(), BackEnd.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "wrong_pool");

    // docs/adr/0013: a back end may prepare one for each page that it shows. What is done with it is audited.
    [Theory]
    [InlineData("register")]
    [InlineData("authenticate")]
    [InlineData("delete")]
    public async Task To_allow_something_writes_nothing(string type)
    {
        var before = (await Host.AuditAsync(Site)).Count;

        await BackEnd.AllowAsync(type, UserId);

        (await Host.AuditAsync(Site)).Count.ShouldBe(before);
    }
}
