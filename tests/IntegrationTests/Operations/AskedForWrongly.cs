using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Xunit;

namespace Passkeys.IntegrationTests.Operations;

/// <summary>An operation that names nobody, loosens the pool, or says what means nothing, is refused by the name of the member.</summary>
public sealed class AskedForWrongly(SharedHosts hosts) : OperationCase(hosts)
{
    [Theory]
    [InlineData("sign-in")]
    [InlineData("")]
    [InlineData("Register")]
    public async Task An_unknown_type(string type) => (await BackEnd.AskAsync(type, UserId)).ShouldName("type");

    [Theory]
    [InlineData("register")]
    [InlineData("authenticate")]
    [InlineData("list")]
    [InlineData("update")]
    [InlineData("delete")]
    public async Task A_person_of_another_pool(string type)
    {
        var other = await Host.NewPoolAsync();
        var (phone, identifier) = await other.NewPersonAsync();
        using (phone)
        {
            var elsewhere = (await Host.QueryAsync(async db => await Task.FromResult(db.Users.Single(user => user.UserName == identifier)))).Id;

            (await BackEnd.AskAsync(type, elsewhere)).ShouldName("userId");
        }
    }

    [Theory]
    [InlineData("register")]
    [InlineData("list")]
    [InlineData("update")]
    [InlineData("delete")]
    public async Task Nobody(string type) => (await BackEnd.AskAsync(type)).ShouldName("userId");

    [Theory]
    [InlineData("authenticate")]
    [InlineData("list")]
    [InlineData("delete")]
    public async Task A_name_where_none_is_given(string type)
    {
        (await BackEnd.AskAsync(type, UserId, username: "someone")).ShouldName("username");
        (await BackEnd.AskAsync(type, UserId, displayName: "Some One")).ShouldName("displayName");
    }

    [Fact]
    public async Task A_name_beside_a_person_for_a_registration() => (await BackEnd.AskAsync("register", UserId, username: "someone")).ShouldName("username");

    [Theory]
    [InlineData("register", "allowCredentials")]
    [InlineData("register", "discoverable")]
    [InlineData("register", "mediation")]
    [InlineData("list", "rpId")]
    [InlineData("list", "allowCredentials")]
    [InlineData("list", "timeout")]
    [InlineData("update", "userVerification")]
    [InlineData("update", "mediation")]
    [InlineData("delete", "rpId")]
    [InlineData("delete", "discoverable")]
    [InlineData("delete", "timeout")]
    public async Task An_option_out_of_place(string type, string option) =>
        (await BackEnd.AskAsync(type, UserId, new JsonObject { [option] = "x" })).ShouldName($"options.{option}");

    [Theory]
    [InlineData("rpId", "evil.example")]
    [InlineData("userVerification", "preferred")]
    [InlineData("userVerification", "discouraged")]
    [InlineData("userVerification", "always")]
    [InlineData("mediation", "sometimes")]
    [InlineData("timeout", "60")]
    public async Task An_option_looser_than_the_pool(string option, string value) =>
        (await BackEnd.AskAsync("authenticate", UserId, new JsonObject { [option] = value })).ShouldName($"options.{option}");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(300_001)]
    public async Task A_time_longer_than_a_ceremony_or_none(int timeout) =>
        (await BackEnd.AskAsync("register", UserId, new JsonObject { ["timeout"] = timeout })).ShouldName("options.timeout");

    [Fact]
    public async Task Options_that_are_no_object() => (await Site.PostAsync("operations", new JsonObject { ["type"] = "list", ["userId"] = UserId, ["options"] = "all" }, BackEnd.Bearer)).ShouldName("options");

    [Fact]
    public async Task A_person_and_discoverable() =>
        (await BackEnd.AskAsync("authenticate", UserId, new JsonObject { ["discoverable"] = true })).ShouldName("options.discoverable");

    [Fact]
    public async Task A_person_and_passkeys() =>
        (await BackEnd.AskAsync("authenticate", UserId, new JsonObject { ["allowCredentials"] = new JsonArray(PasskeyId) })).ShouldName("options.allowCredentials");

    [Fact]
    public async Task Passkeys_and_discoverable() =>
        (await BackEnd.AskAsync("authenticate", options: new JsonObject { ["allowCredentials"] = new JsonArray(PasskeyId), ["discoverable"] = true })).ShouldName("options.allowCredentials");

    [Fact]
    public async Task Passkeys_that_nobody_has() =>
        (await BackEnd.AskAsync("authenticate", options: new JsonObject { ["allowCredentials"] = new JsonArray(PasskeyId, "nobodys") })).ShouldName("options.allowCredentials");

    [Fact]
    public async Task No_passkeys_in_a_list_of_them() =>
        (await BackEnd.AskAsync("authenticate", options: new JsonObject { ["allowCredentials"] = new JsonArray() })).ShouldName("options.allowCredentials");

    [Theory]
    [InlineData("authenticate")]
    [InlineData("delete")]
    public async Task Passkeys_of_two_people(string type)
    {
        var (other, identifier) = await Site.NewPersonAsync();
        using (other)
        {
            var (_, theirs) = await PersonAsync(identifier);

            (await BackEnd.AskAsync(type, type == "delete" ? UserId : null, new JsonObject { ["allowCredentials"] = new JsonArray(PasskeyId, theirs) })).ShouldName("options.allowCredentials");
        }
    }

    [Fact]
    public async Task What_is_as_strict_as_the_pool_or_stricter_is_allowed()
    {
        await Host.ChangePoolAsync(Site, policy => policy with { UserVerification = Requirement.Preferred });

        (await BackEnd.AskAsync("authenticate", UserId, new JsonObject { ["userVerification"] = "preferred" })).OrThrow();
        (await BackEnd.AskAsync("authenticate", UserId, new JsonObject { ["userVerification"] = "required", ["rpId"] = "localhost", ["timeout"] = 300_000 })).OrThrow();
        (await BackEnd.AskAsync("authenticate", UserId, new JsonObject { ["userVerification"] = "discouraged" })).ShouldName("options.userVerification");
    }
}
