using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.SelfService;

/// <summary>List, rename and remove one's own passkeys, with an access token.</summary>
public sealed class OwnPasskeys(SharedHosts hosts) : IAsyncLifetime
{
    private Site _site = null!;
    private SoftwareAuthenticator _phone = null!;
    private string _identifier = "";
    private string _bearer = "";

    public async ValueTask InitializeAsync()
    {
        _site = await hosts.Sqlite.NewPoolAsync();
        (_phone, _identifier) = await _site.NewPersonAsync(phone => phone.Aaguid = new Guid("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4"));
        _bearer = (await _site.SignInAsync(_phone)).Access;
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_list_shows_every_member_of_a_passkey()
    {
        var answer = (await _site.GetAsync("passkeys", _bearer)).OrThrow();

        ((int)answer.Body["total"]!).ShouldBe(1);
        var passkey = answer.Body["passkeys"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        passkey.Select(member => member.Key).ShouldBe(
            ["id", "name", "credentialId", "rpId", "aaguid", "authenticator", "transports", "createdAt", "lastUsedAt", "backupEligible", "backedUp", "userVerified"],
            ignoreOrder: true);
        ((string)passkey["credentialId"]!).ShouldBe(_phone.Credentials[0].IdText);
        ((string)passkey["aaguid"]!).ShouldBe("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4");
        ((string)passkey["rpId"]!).ShouldBe("localhost");
        ((string)passkey["lastUsedAt"]!).ShouldEndWith("Z");
    }

    [Fact]
    public async Task The_name_of_a_known_authenticator_is_the_name_of_the_passkey()
    {
        var passkey = (await _site.PasskeysAsync(_bearer))[0];

        ((string)passkey["authenticator"]!["name"]!).ShouldBe("Google Password Manager");
        ((string)passkey["name"]!).ShouldBe("Google Password Manager");
    }

    [Fact]
    public async Task A_rename_is_answered_and_kept()
    {
        var renamed = await _site.RenameAsync(await OnlyIdAsync(), "My phone", _bearer);

        renamed.ShouldBe(HttpStatusCode.OK);
        renamed["name"].ShouldBe("My phone");
        ((string)(await _site.PasskeysAsync(_bearer))[0]["name"]!).ShouldBe("My phone");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task A_passkey_needs_a_name(string name) =>
        (await _site.RenameAsync(await OnlyIdAsync(), name, _bearer)).ShouldName("name");

    [Fact]
    public async Task A_name_of_100_characters_is_accepted() =>
        (await _site.RenameAsync(await OnlyIdAsync(), new string('x', 100), _bearer)).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task A_name_of_101_characters_is_refused() =>
        (await _site.RenameAsync(await OnlyIdAsync(), new string('x', 101), _bearer)).ShouldName("name");

    [Fact]
    public async Task Someone_elses_passkey_cannot_be_renamed()
    {
        var other = await SomeoneElsesAsync();

        (await _site.RenameAsync(other, "mine now", _bearer)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Someone_elses_passkey_cannot_be_removed()
    {
        var other = await SomeoneElsesAsync();

        (await _site.RemoveAsync(other, _bearer, "last_credential")).ShouldBe(HttpStatusCode.NotFound);
        (await hosts.Sqlite.PasskeysAsync(_site)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_further_passkey_is_added_with_its_name()
    {
        using var laptop = _site.NewPhone();
        var ceremony = await _site.BeginRegistrationAsync(_bearer);
        var body = new JsonObject { ["ceremony"] = ceremony.Token, ["credential"] = laptop.Register(ceremony.Options), ["name"] = "Laptop" };

        var answer = await _site.PostAsync("register/webauthn/finish", body, _bearer);

        answer.ShouldBe(HttpStatusCode.Created);
        ((string)answer.Body["passkey"]!["name"]!).ShouldBe("Laptop");
        (await _site.PasskeysAsync(_bearer)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_answer_to_a_registration_carries_the_signals()
    {
        using var laptop = _site.NewPhone();
        var ceremony = await _site.BeginRegistrationAsync(_bearer);

        var signals = (await _site.FinishRegistrationAsync(ceremony, laptop.Register(ceremony.Options), _bearer)).Body["signals"]!;

        ((string)signals["rpId"]!).ShouldBe("localhost");
        CeremonyOptions.Decode(signals.Text("userId")).ShouldBe(_phone.Credentials[0].UserHandle);
        signals["allAcceptedCredentialIds"]!.AsArray().Select(id => (string)id!).ShouldBe(
            [_phone.Credentials[0].IdText, laptop.Credentials[0].IdText], ignoreOrder: true);
        ((string)signals["name"]!).ShouldBe(_identifier);
        ((string)signals["displayName"]!).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_answer_to_a_removal_no_longer_accepts_the_passkey()
    {
        using var laptop = await AddAsync();
        var old = await IdOfAsync(laptop);

        var signals = (await _site.RemoveAsync(old, _bearer)).OrThrow().Body["signals"]!;

        signals["allAcceptedCredentialIds"]!.AsArray().Select(id => (string)id!).ShouldBe([_phone.Credentials[0].IdText]);
    }

    [Fact]
    public async Task A_removed_passkey_signs_in_no_more()
    {
        using var laptop = await AddAsync();
        await _site.RemoveAsync(await IdOfAsync(laptop), _bearer);
        var ceremony = await _site.BeginSignInAsync();

        (await _site.FinishSignInAsync(ceremony, laptop.Sign(ceremony.Options))).ShouldBe(HttpStatusCode.Unauthorized, "unknown_credential");
    }

    [Fact]
    public async Task The_last_passkey_is_not_removed_unasked()
    {
        (await _site.RemoveAsync(await OnlyIdAsync(), _bearer)).ShouldBe(HttpStatusCode.Conflict, "last_credential");
        (await hosts.Sqlite.PasskeysAsync(_site)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_last_passkey_is_removed_when_that_is_confirmed()
    {
        (await _site.RemoveAsync(await OnlyIdAsync(), _bearer, "last_credential")).ShouldBe(HttpStatusCode.OK);
        (await hosts.Sqlite.PasskeysAsync(_site)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("true")]
    [InlineData("last_credential2")]
    public async Task Another_confirmation_is_none(string confirmation) =>
        (await _site.RemoveAsync(await OnlyIdAsync(), _bearer, confirmation)).ShouldBe(HttpStatusCode.Conflict, "last_credential");

    [Fact]
    public async Task Removing_a_passkey_ends_its_access_token_at_once()
    {
        using var laptop = await AddAsync();
        var its = await _site.SignInAsync(laptop);
        await _site.RemoveAsync(await IdOfAsync(laptop), _bearer);

        (await _site.GetAsync("passkeys", its.Access)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Removing_a_passkey_ends_its_refresh_token_at_once()
    {
        using var laptop = await AddAsync();
        var its = await _site.SignInAsync(laptop);
        await _site.RemoveAsync(await IdOfAsync(laptop), _bearer);

        (await hosts.Sqlite.RefreshAsync(its.Refresh!)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Fact]
    public async Task Removing_a_passkey_ends_its_result_codes_at_once()
    {
        using var laptop = await AddAsync();
        var ceremony = await _site.BeginSignInAsync(clientId: "native-app");
        var code = (await _site.FinishSignInAsync(ceremony, laptop.Sign(ceremony.Options))).OrThrow()["code"];
        await _site.RemoveAsync(await IdOfAsync(laptop), _bearer);

        (await hosts.Sqlite.RedeemAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Fact]
    public async Task Removing_a_passkey_leaves_the_tokens_of_another_alone()
    {
        using var laptop = await AddAsync();
        var tokens = await _site.SignInAsync(_phone);
        await _site.RemoveAsync(await IdOfAsync(laptop), _bearer);

        (await hosts.Sqlite.RefreshAsync(tokens.Refresh!)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task No_more_passkeys_than_the_pool_allows_are_added()
    {
        await hosts.Sqlite.ChangePoolAsync(_site, policy => policy with { MaxPasskeysPerUser = 1 });
        using var laptop = _site.NewPhone();
        var ceremony = await _site.BeginRegistrationAsync(_bearer);

        (await _site.FinishRegistrationAsync(ceremony, laptop.Register(ceremony.Options), _bearer)).Status.ShouldNotBe(HttpStatusCode.Created);
        (await hosts.Sqlite.PasskeysAsync(_site)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_registration_cannot_be_finished_by_someone_else()
    {
        var (stranger, _) = await _site.NewPersonAsync();
        using var own = stranger;
        var theirs = (await _site.SignInAsync(stranger)).Access;
        var ceremony = await _site.BeginRegistrationAsync(_bearer);
        using var laptop = _site.NewPhone();

        (await _site.FinishRegistrationAsync(ceremony, laptop.Register(ceremony.Options), theirs)).ShouldBeRefused();
        (await hosts.Sqlite.PasskeysAsync(_site)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("GET", "passkeys")]
    [InlineData("PATCH", "passkeys/x")]
    [InlineData("DELETE", "passkeys/x")]
    [InlineData("POST", "register/webauthn/begin")]
    [InlineData("POST", "register/webauthn/finish")]
    public async Task Nothing_is_open_without_a_token(string method, string endpoint) =>
        (await SendAsync(method, endpoint, bearer: null)).ShouldBe(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("GET", "passkeys")]
    [InlineData("PATCH", "passkeys/x")]
    [InlineData("DELETE", "passkeys/x")]
    [InlineData("POST", "register/webauthn/begin")]
    [InlineData("POST", "register/webauthn/finish")]
    public async Task Nothing_is_open_with_a_forged_token(string method, string endpoint)
    {
        var answer = await SendAsync(method, endpoint, _bearer[..^4] + "AAAA");

        answer.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers["WWW-Authenticate"].ShouldContain("invalid_token");
    }

    [Theory]
    [InlineData("GET", "passkeys")]
    [InlineData("POST", "register/webauthn/begin")]
    public async Task Nothing_is_open_without_the_scope(string method, string endpoint)
    {
        var tokens = await _site.SignInAsync(_phone, scope: "openid");

        (await SendAsync(method, endpoint, tokens.Access)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<Answer> SendAsync(string method, string endpoint, string? bearer)
    {
        using var body = method is "POST" or "PATCH" ? Caller.Json("{}") : null;
        return await hosts.Sqlite.Caller.SendAsync(new HttpMethod(method), _site.Path(endpoint), body, bearer);
    }

    private async Task<SoftwareAuthenticator> AddAsync()
    {
        var laptop = _site.NewPhone();
        var ceremony = await _site.BeginRegistrationAsync(_bearer);
        (await _site.FinishRegistrationAsync(ceremony, laptop.Register(ceremony.Options), _bearer)).OrThrow();
        return laptop;
    }

    private async Task<string> OnlyIdAsync() => (string)(await _site.PasskeysAsync(_bearer)).ShouldHaveSingleItem()["id"]!;

    private async Task<string> IdOfAsync(SoftwareAuthenticator phone) =>
        (string)(await _site.PasskeysAsync(_bearer)).Single(passkey => (string)passkey["credentialId"]! == phone.Credentials[0].IdText)["id"]!;

    private async Task<string> SomeoneElsesAsync()
    {
        var (stranger, _) = await _site.NewPersonAsync();
        using (stranger)
            return (await hosts.Sqlite.PasskeysAsync(_site)).Single(passkey => passkey.CredentialId.SequenceEqual(stranger.Credentials[0].Id)).Id;
    }
}
