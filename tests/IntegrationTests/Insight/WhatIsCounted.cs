using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IntegrationTests.Administration;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Passwords;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;
using Ceremony = Passkeys.Testing.Hosting.Ceremony;

namespace Passkeys.IntegrationTests.Insight;

/// <summary>Whatever happens is counted once, by its kind.</summary>
public sealed class WhatIsCounted(OwnHost hosts) : IClassFixture<OwnHost>
{
    private const string NotIt = "not the lake under seven hills";

    private HostFixture Host => hosts.Host;

    [Fact]
    public async Task A_sign_up_with_a_passkey()
    {
        var site = await Host.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        phone.Dispose();

        (await Host.CountsAsync(site)).ShouldBe(
            Of("enrolment-started/sign-up", "registration-begun/sign-up", "registration-answered/sign-up", "registration-finished/sign-up", "sign-up-finished/passkey"), ignoreOrder: true);
    }

    [Theory]
    [InlineData(true, null, "passkey-named")]
    [InlineData(false, null, "passkey-discoverable")]
    [InlineData(false, "conditional", "passkey-autofill")]
    public async Task A_sign_in_with_a_passkey(bool named, string? mediation, string way)
    {
        var (site, phone, identifier) = await NewAsync();
        var ceremony = BegunBy(await site.SignInOptionsAsync(named ? identifier : null, mediation: mediation));

        (await site.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options))).ShouldBe(HttpStatusCode.OK);

        (await SignInsAsync(site)).ShouldBe(Of($"sign-in-begun/{way}", $"sign-in/{way}"), ignoreOrder: true);
        phone.Dispose();
    }

    [Fact]
    public async Task A_sign_in_at_the_token_endpoint_is_one_also_by_a_result_code()
    {
        var (site, phone, _) = await NewAsync();
        var ceremony = await site.BeginSignInAsync(clientId: "native-app");
        var code = (await site.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options)))["code"];
        (await Host.RedeemAsync(code)).ShouldBe(HttpStatusCode.OK);
        await site.SignInAsync(phone);

        (await SignInsAsync(site))["sign-in/passkey-discoverable"].ShouldBe(2);
        phone.Dispose();
    }

    [Fact]
    public async Task A_refusal_by_its_reason()
    {
        var (site, phone, _) = await NewAsync();
        var ceremony = await site.BeginSignInAsync();
        var reply = phone.Sign(ceremony.Options);
        await site.FinishSignInAsync(ceremony, reply);

        (await site.FinishSignInAsync(ceremony, reply)).ShouldBeRefused();
        (await site.FinishSignInAsync(ceremony with { Token = "AAAA" }, reply)).ShouldBeRefused();

        var counts = await SignInsAsync(site);
        counts[$"sign-in-refused/{nameof(RefusalReason.CeremonySpent)}"].ShouldBe(1);
        counts[$"sign-in-refused/{nameof(RefusalReason.CeremonyUnreadable)}"].ShouldBe(1);
        counts.Where(count => count.Key.StartsWith("sign-in/", StringComparison.Ordinal)).Sum(count => count.Value).ShouldBe(1);
        phone.Dispose();
    }

    [Fact]
    public async Task A_passkey_that_is_not_known()
    {
        var (site, phone, _) = await NewAsync();
        var elsewhere = await Host.NewPoolAsync();
        var (stranger, _) = await elsewhere.NewPersonAsync();
        var ceremony = await site.BeginSignInAsync();

        (await site.FinishSignInAsync(ceremony, stranger.Sign(ceremony.Options))).ShouldBe(HttpStatusCode.Unauthorized, "unknown_credential");

        (await SignInsAsync(site))[$"sign-in-refused/{nameof(RefusalReason.CredentialUnknown)}"].ShouldBe(1);
        stranger.Dispose();
        phone.Dispose();
    }

    [Fact]
    public async Task A_password_alone_right_and_wrong()
    {
        var site = await Host.NewPasswordPoolAsync();
        var identifier = Someone.New();
        (await site.SignUpWithPasswordAsync(identifier)).ShouldBe(HttpStatusCode.Created);
        await site.TryPasswordAsync(identifier, NotIt);
        (await site.TryPasswordAsync(identifier)).ShouldBe(HttpStatusCode.OK);

        var counts = await Host.CountsAsync(site);

        counts.ShouldBe(Of("enrolment-started/sign-up", "sign-up-finished/password", "sign-in/password", "sign-in-refused/PasswordWrong"), ignoreOrder: true);
    }

    [Fact]
    public async Task A_password_and_a_passkey_after_it()
    {
        var (site, phone, identifier) = await NewWithPasswordAsync();
        var begun = BegunBy(await site.TryPasswordAsync(identifier));

        (await site.FinishSignInAsync(begun, phone.Sign(begun.Options))).ShouldBe(HttpStatusCode.OK);

        var counts = await SignInsAsync(site);
        counts["sign-in/password-passkey"].ShouldBe(1);
        counts.Keys.ShouldNotContain(key => key.StartsWith("sign-in-refused", StringComparison.Ordinal) || key == "sign-in/password");
        phone.Dispose();
    }

    [Fact]
    public async Task A_wrong_password_before_a_passkey_is_one_refusal()
    {
        var (site, phone, identifier) = await NewWithPasswordAsync();
        var begun = BegunBy(await site.TryPasswordAsync(identifier, NotIt));

        (await site.FinishSignInAsync(begun, phone.Sign(begun.Options))).ShouldBeRefused();

        var counts = await SignInsAsync(site);
        counts["sign-in-refused/PasswordWrong"].ShouldBe(1);
        counts.Keys.ShouldNotContain("sign-in/password-passkey");
        phone.Dispose();
    }

    [Fact]
    public async Task A_passkey_that_is_added_and_one_that_is_refused()
    {
        var (site, phone, _) = await NewAsync();
        var tokens = await site.SignInAsync(phone);
        using var tablet = site.NewPhone();
        var ceremony = await site.BeginRegistrationAsync(tokens.Access);
        var reply = tablet.Register(ceremony.Options);
        (await site.FinishRegistrationAsync(ceremony, reply, tokens.Access)).ShouldBe(HttpStatusCode.Created);
        (await site.FinishRegistrationAsync(ceremony, reply, tokens.Access)).ShouldBeRefused();

        var counts = await Host.CountsAsync(site);

        counts["registration-begun/add"].ShouldBe(1);
        counts["registration-answered/add"].ShouldBe(2);
        counts["registration-finished/add"].ShouldBe(1);
        counts["registration-refused/CeremonySpent"].ShouldBe(1);
        phone.Dispose();
    }

    [Fact]
    public async Task An_invitation_that_is_taken_up()
    {
        var site = await Host.NewPoolAsync(policy => policy with { Registration = policy.Registration with { Invitation = true } });
        var token = await Host.AdministratorsTokenAsync();
        var user = (await Host.AdministerAsync($"{site.Pool}/users", new JsonObject { ["identifier"] = Someone.New() }, token)).OrThrow();
        var invited = (await Host.AdministerAsync($"{site.Pool}/users/{user["id"]}/invitations", [], token)).OrThrow();
        var accepted = (await site.PostAsync("invitations/accept", new JsonObject { ["code"] = invited["code"] })).OrThrow();
        using var phone = site.NewPhone();
        var ceremony = await site.BeginEnrolmentAsync(accepted["signup"]);
        (await site.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options))).ShouldBe(HttpStatusCode.Created);

        (await Host.CountsAsync(site)).ShouldBe(
            Of("enrolment-started/invitation", "registration-begun/invitation", "registration-answered/invitation", "registration-finished/invitation"), ignoreOrder: true);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_a_refusal_that_only_administrators_see()
    {
        var (site, phone, identifier) = await NewAsync();
        using var other = site.NewPhone();
        (await site.SignUpAsync(identifier, other)).ShouldBe(HttpStatusCode.Created);

        var counts = await Host.CountsAsync(site);

        counts["registration-refused/IdentifierTaken"].ShouldBe(1);
        counts["sign-up-finished/passkey"].ShouldBe(1);
        phone.Dispose();
    }

    private async Task<(Site Site, SoftwareAuthenticator Phone, string Identifier)> NewAsync()
    {
        var site = await Host.NewPoolAsync();
        var (phone, identifier) = await site.NewPersonAsync();
        return (site, phone, identifier);
    }

    private async Task<(Site Site, SoftwareAuthenticator Phone, string Identifier)> NewWithPasswordAsync()
    {
        var site = await Host.NewPasswordPoolAsync(passkeyFollows: true);
        var (phone, identifier) = await site.NewPersonAsync();
        (await Host.SetPasswordAsync(site, (await site.SignInAsync(phone)).Access)).ShouldBe(HttpStatusCode.NoContent);
        return (site, phone, identifier);
    }

    private async Task<IReadOnlyDictionary<string, long>> SignInsAsync(Site site) =>
        (await Host.CountsAsync(site)).Where(count => count.Key.StartsWith("sign-in", StringComparison.Ordinal)).ToDictionary();

    private static Ceremony BegunBy(Answer answer) => new(answer.OrThrow()["ceremony"], answer.Body["publicKey"]!.AsObject());

    private static Dictionary<string, long> Of(params string[] once) => once.ToDictionary(each => each, _ => 1L);
}
