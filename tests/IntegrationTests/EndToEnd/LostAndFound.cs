using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Passwords;
using Passkeys.IntegrationTests.Recovery;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.EndToEnd;

/// <summary>What people do when a device is lost or new, or a password is one of two factors, on either database.</summary>
public sealed class LostAndFound(SharedHosts hosts)
{
    public static TheoryData<string> Databases { get; } = ["Sqlite", "PostgreSql"];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_person_recovers_and_nothing_of_the_lost_phone_is_left(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync(policy => policy with { Registration = policy.Registration with { Activation = true } });
        var (lost, identifier) = await site.NewPersonAsync();
        using var phone = site.NewPhone();
        using var gone = lost;
        var tokens = await site.SignInAsync(lost);

        (await site.EnrolAsync(await host.RecoverAsync(site, identifier), phone, removeOthers: true)).ShouldBe(HttpStatusCode.Created);

        (await site.SignInAsync(phone)).Access.ShouldNotBeEmpty();
        (await host.RefreshAsync(tokens.Refresh!)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_name_that_is_taken_is_concealed_from_a_sign_up(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync(policy => policy with { Registration = policy.Registration with { Activation = true } });
        var (owner, identifier) = await site.NewPersonAsync();
        using var owned = owner;
        using var attacker = site.NewPhone();
        var ceremony = await site.BeginSignUpAsync(identifier);
        (await site.FinishRegistrationAsync(ceremony, attacker.Register(ceremony.Options))).ShouldBe(HttpStatusCode.Created);

        var signIn = await site.BeginSignInAsync();

        (await site.FinishSignInAsync(signIn, attacker.Sign(signIn.Options))).ShouldBeRefused();
        (await site.PostAsync("activate", new JsonObject { ["identifier"] = identifier, ["code"] = "00000000" })).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_person_sets_a_password_and_signs_in_with_it_and_without(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPasswordPoolAsync();
        var (phone, identifier) = await site.NewPersonAsync();
        using var owned = phone;
        var bearer = (await site.SignInAsync(phone)).Access;
        (await host.SetPasswordAsync(site, bearer)).ShouldBe(HttpStatusCode.NoContent);
        var code = (await site.TryPasswordAsync(identifier, clientId: "native-app")).OrThrow()["code"];
        var byPassword = Tokens.Of(await host.RedeemAsync(code)).Access;

        (await host.RemovePasswordAsync(site, bearer)).ShouldBe(HttpStatusCode.NoContent);

        (await host.Caller.GetAsync("/connect/userinfo", byPassword)).ShouldBe(HttpStatusCode.Unauthorized);
        (await host.Caller.GetAsync("/connect/userinfo", bearer)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_passkey_follows_a_password(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPasswordPoolAsync(passkeyFollows: true);
        var (phone, identifier) = await site.NewPersonAsync();
        using var owned = phone;
        (await host.SetPasswordAsync(site, (await site.SignInAsync(phone)).Access)).ShouldBe(HttpStatusCode.NoContent);

        var begun = (await site.TryPasswordAsync(identifier, clientId: "native-app")).OrThrow();
        var ceremony = new Testing.Hosting.Ceremony(begun["ceremony"], begun.Body["publicKey"]!.AsObject());

        (await site.TokenAsync(ceremony, phone.Sign(ceremony.Options))).ShouldBe(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_code_from_the_laptop_adds_the_phone(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync();
        var (laptop, _) = await site.NewPersonAsync();
        using var owned = laptop;
        using var phone = site.NewPhone();
        var code = (await site.PostAsync("devices", new JsonObject(), (await site.SignInAsync(laptop)).Access)).OrThrow()["code"];
        var signup = (await site.PostAsync("invitations/accept", new JsonObject { ["code"] = code })).OrThrow()["signup"];

        (await site.EnrolAsync(signup, phone)).ShouldBe(HttpStatusCode.Created);

        (await site.SignInAsync(phone)).Access.ShouldNotBeEmpty();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_administrator_invites_somebody_who_enrols(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync(policy => policy with { Registration = new RegistrationPolicy { Invitation = true } });
        using var phone = site.NewPhone();
        var bearer = await Administration.Administering.AdministratorsTokenAsync(host);
        var user = (await host.Caller.PostAsync($"/admin/api/pools/{site.Pool}/users", new JsonObject { ["identifier"] = Someone.New() }, bearer)).OrThrow()["id"];
        var code = (await host.Caller.PostAsync($"/admin/api/pools/{site.Pool}/users/{user}/invitations", new JsonObject(), bearer)).OrThrow()["code"];
        var signup = (await site.PostAsync("invitations/accept", new JsonObject { ["code"] = code })).OrThrow()["signup"];

        (await site.EnrolAsync(signup, phone)).ShouldBe(HttpStatusCode.Created);

        var found = (await host.Caller.GetAsync($"/admin/api/pools/{site.Pool}/users/{user}", bearer)).OrThrow();
        found["status"].ShouldBe("active");
    }
}
