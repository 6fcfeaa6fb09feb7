using System.Net;
using System.Text.Json.Nodes;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>How people come in, come back and add a device: what ends in tokens of either engine, or ends them.</summary>
public sealed class WaysOfPeople(ContractHost host) : ContractCase(host)
{
    private const string Password = "a lake under seven hills";

    [Fact]
    public async Task Staff_are_invited_enrol_and_sign_in_with_a_password_and_a_passkey()
    {
        var staff = new Site(Host, "staff");
        using var phone = staff.NewPhone();
        var identifier = await EnrolInvitedAsync(staff, phone);
        using var cookies = Host.NewCookieClient();
        await SetPasswordAsync(new Caller(cookies), staff, phone);

        var begun = (await TryPasswordAsync(staff, identifier, Password)).OrThrow();
        var claims = Tokens.ClaimsOf(Tokens.Of(await staff.TokenAsync(CeremonyOf(begun), phone.Sign(begun.Body["publicKey"]!), StaffApp, "openid demo-api")).Id!);

        claims["amr"]!.AsArray().Select(method => (string?)method).ShouldBe(["pop", "user", "mfa"], ignoreOrder: true);
        ((string?)claims["acr"]).ShouldBe("phr");
        ((string?)claims["pool"]).ShouldBe("staff");
    }

    [Fact]
    public async Task A_wrong_password_before_a_passkey_is_invalid_grant()
    {
        var staff = new Site(Host, "staff");
        using var phone = staff.NewPhone();
        var identifier = await EnrolInvitedAsync(staff, phone);

        var begun = (await TryPasswordAsync(staff, identifier, "not the lake under seven hills")).OrThrow();

        (await staff.TokenAsync(CeremonyOf(begun), phone.Sign(begun.Body["publicKey"]!), StaffApp, "openid demo-api")).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task A_recovery_that_removes_the_others_ends_their_tokens()
    {
        var identifier = NewIdentifier();
        using var lost = Demo.NewPhone();
        await Demo.SignUpAsync(identifier, lost);
        var tokens = await Demo.SignInAsync(lost);
        (await Demo.PostAsync("recovery", new JsonObject { ["identifier"] = identifier })).Status.ShouldBe(HttpStatusCode.Accepted);
        var code = (string?)(await Host.Mail.ArrivalAsync(identifier, "recovery"))["code"];
        var signup = (await Demo.PostAsync("recovery/verify", new JsonObject { ["identifier"] = identifier, ["code"] = code })).OrThrow()["signup"];
        using var phone = Demo.NewPhone();

        await EnrolAsync(Demo, signup, phone, removeOthers: true);

        (await RefreshAsync(tokens.Refresh)).ShouldBeRefused("invalid_grant");
        (await UserInfoAsync(tokens.Access)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Demo.SignInAsync(phone)).Id.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_token_makes_a_code_for_another_device()
    {
        using var laptop = await NewPersonAsync();
        using var phone = Demo.NewPhone();
        var tokens = await Demo.SignInAsync(laptop);
        var code = (await Demo.PostAsync("devices", new JsonObject(), tokens.Access)).OrThrow()["code"];

        await AcceptAsync(Demo, code, phone);

        Tokens.ClaimsOf((await Demo.SignInAsync(phone)).Access)["sub"]!.ToString().ShouldBe(Tokens.ClaimsOf(tokens.Access)["sub"]!.ToString());
    }

    private async Task<string> EnrolInvitedAsync(Site site, SoftwareAuthenticator phone)
    {
        var administrator = (await TokenAsync(Form(("grant_type", "client_credentials"), ("scope", "passkeys.admin")), Basic("admin-cli", "admin-secret"))).ShouldBeGranted()["access_token"];
        var identifier = NewIdentifier();
        var user = (await Host.Caller.PostAsync($"/admin/api/pools/{site.Pool}/users", new JsonObject { ["identifier"] = identifier }, administrator)).OrThrow()["id"];
        var code = (await Host.Caller.PostAsync($"/admin/api/pools/{site.Pool}/users/{user}/invitations", new JsonObject(), administrator)).OrThrow()["code"];
        await AcceptAsync(site, code, phone);
        return identifier;
    }

    private static async Task AcceptAsync(Site site, string code, SoftwareAuthenticator phone) =>
        await EnrolAsync(site, (await site.PostAsync("invitations/accept", new JsonObject { ["code"] = code })).OrThrow()["signup"], phone);

    private static async Task EnrolAsync(Site site, string signup, SoftwareAuthenticator phone, bool removeOthers = false)
    {
        var ceremony = await site.BeginEnrolmentAsync(signup);
        var body = new JsonObject { ["ceremony"] = ceremony.Token, ["credential"] = phone.Register(ceremony.Options), ["signup"] = signup, ["removeOthers"] = removeOthers };
        (await site.PostAsync("register/webauthn/finish", body)).OrThrow();
    }

    private static async Task SetPasswordAsync(Caller page, Site site, SoftwareAuthenticator phone)
    {
        var ceremony = await site.BeginSignInAsync();
        (await page.PostAsync(site.Path("login/webauthn/finish"), new JsonObject { ["ceremony"] = ceremony.Token, ["credential"] = phone.Sign(ceremony.Options) })).OrThrow();
        using var body = Caller.Json(new JsonObject { ["password"] = Password }.ToJsonString());
        (await page.SendAsync(HttpMethod.Put, site.Path("password"), body, bearer: null)).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    private static Task<Answer> TryPasswordAsync(Site site, string identifier, string password) =>
        site.PostAsync("login/password", new JsonObject { ["identifier"] = identifier, ["password"] = password, ["clientId"] = StaffApp });

    private static Ceremony CeremonyOf(Answer begun) => new(begun["ceremony"], begun.Body["publicKey"]!.AsObject());
}
