using System.Net;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.EndToEnd;

/// <summary>The main job, from a sign-up to the three tokens and back to nothing, on either database.</summary>
public sealed class FromSignUpToTokens(SharedHosts hosts)
{
    public static TheoryData<string> Databases { get; } = ["Sqlite", "PostgreSql"];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_person_signs_up_signs_in_and_an_app_gets_three_tokens(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = host.Pool("demo");
        var (phone, identifier) = await site.NewPersonAsync();
        using var own = phone;

        var tokens = await site.SignInAsync(phone);

        var id = Tokens.ClaimsOf(tokens.Id!);
        ((string)id["aud"]!).ShouldBe("native-app");
        ((string)id["pool"]!).ShouldBe("demo");
        ((string)id["acr"]!).ShouldBe("phr");
        id["amr"]!.AsArray().Select(method => (string)method!).ShouldBe(["pop", "user", "mfa"], ignoreOrder: true);
        ((long)id["auth_time"]!).ShouldBe(host.Clock.GetUtcNow().ToUnixTimeSeconds());
        ((string)id["sid"]!).ShouldNotBeEmpty();
        (await host.Caller.GetAsync("/connect/userinfo", tokens.Access))["email"].ShouldBe(identifier);
        Tokens.Of(await host.RefreshAsync(tokens.Refresh!)).Access.ShouldNotBe(tokens.Access);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_passkey_is_added_used_renamed_and_removed(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        using var own = phone;
        using var laptop = site.NewPhone();
        var bearer = (await site.SignInAsync(phone)).Access;
        var ceremony = await site.BeginRegistrationAsync(bearer);
        (await site.FinishRegistrationAsync(ceremony, laptop.Register(ceremony.Options), bearer)).ShouldBe(HttpStatusCode.Created);
        var its = await site.SignInAsync(laptop);
        var id = (string)(await site.PasskeysAsync(bearer)).Single(passkey => (string)passkey["credentialId"]! == laptop.Credentials[0].IdText)["id"]!;

        (await site.RenameAsync(id, "Laptop", bearer)).ShouldBe(HttpStatusCode.OK);
        (await site.RemoveAsync(id, bearer)).ShouldBe(HttpStatusCode.OK);

        (await host.RefreshAsync(its.Refresh!)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await site.PasskeysAsync(bearer)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_user_verification_no_second_factor_is_claimed()
    {
        var site = await hosts.Sqlite.NewPoolAsync(policy => policy with { UserVerification = "preferred" });
        var (phone, _) = await site.NewPersonAsync(phone => phone.VerifiesUser = false);
        using var own = phone;

        var id = Tokens.ClaimsOf((await site.SignInAsync(phone)).Id!);

        id["amr"]!.AsArray().Select(method => (string)method!).ShouldBe(["pop"]);
    }
}
