using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Recovery;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Passwords;

/// <summary>A pool in which a password signs in by itself.</summary>
public sealed class PasswordAlone(SharedHosts hosts) : IAsyncLifetime
{
    private readonly string _identifier = Someone.New();
    private Site _site = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await hosts.Sqlite.NewPasswordPoolAsync();
        (await _site.SignUpWithPasswordAsync(_identifier)).ShouldBe(HttpStatusCode.Created);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_sign_up_says_which_methods_there_are()
    {
        var answer = await _site.PostAsync("signup", new JsonObject { ["identifier"] = Someone.New() });

        answer.Body["methods"]!.AsArray().Select(method => (string)method!).ShouldBe(["passkey", "password"]);
    }

    [Fact]
    public async Task A_sign_up_with_a_password_ends_in_an_account() =>
        (await _site.SignUpWithPasswordAsync(Someone.New()))["next"].ShouldBe("sign-in");

    [Fact]
    public async Task A_sign_up_with_a_password_is_used_up()
    {
        var signup = await _site.SignUpTokenAsync(Someone.New());
        var body = new JsonObject { ["signup"] = signup, ["password"] = Passwording.Good };
        (await _site.PostAsync("register/password", body.DeepClone())).ShouldBe(HttpStatusCode.Created);

        (await _site.PostAsync("register/password", body)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_signup");
    }

    [Fact]
    public async Task A_sign_up_with_a_password_ends_the_same_for_a_name_that_is_taken()
    {
        var free = await _site.SignUpWithPasswordAsync(Someone.New());
        var taken = await _site.SignUpWithPasswordAsync(_identifier, "another lake under seven hills");

        taken.Status.ShouldBe(free.Status);
        taken.Text.ShouldBe(free.Text);
        (await _site.TryPasswordAsync(_identifier, "another lake under seven hills")).ShouldBe(HttpStatusCode.Unauthorized, "authentication_failed");
    }

    [Fact]
    public async Task A_password_signs_in_to_a_client()
    {
        var code = (await _site.TryPasswordAsync(_identifier, clientId: "native-app")).OrThrow();

        var claims = Tokens.ClaimsOf(Tokens.Of(await hosts.Sqlite.RedeemAsync(code["code"])).Access);
        claims["amr"]!.AsArray().Select(method => (string)method!).ShouldBe(["pwd"]);
        claims.ContainsKey("acr").ShouldBeFalse();
    }

    [Fact]
    public async Task The_signed_result_of_a_password_tells_of_no_passkey()
    {
        var claims = Tokens.ClaimsOf((await _site.TryPasswordAsync(_identifier, clientId: "native-app")).OrThrow()["result"]);

        claims["amr"]!.AsArray().Select(method => (string)method!).ShouldBe(["pwd"]);
        claims.ContainsKey("passkey_id").ShouldBeFalse();
        claims.ContainsKey("acr").ShouldBeFalse();
    }

    [Fact]
    public async Task Tokens_of_a_password_are_good_at_userinfo()
    {
        var code = (await _site.TryPasswordAsync(_identifier, clientId: "native-app")).OrThrow()["code"];
        var tokens = Tokens.Of(await hosts.Sqlite.RedeemAsync(code));

        (await hosts.Sqlite.Caller.GetAsync("/connect/userinfo", tokens.Access)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_password_signs_in_at_the_pages()
    {
        using var browser = hosts.Sqlite.NewBrowser();
        var page = new Testing.Hosting.Caller(browser);
        var body = new JsonObject { ["identifier"] = _identifier, ["password"] = Passwording.Good, ["returnUrl"] = "/passkeys?from=here" };

        (await page.PostAsync(_site.Path("login/password"), body)).OrThrow()["redirect"].ShouldBe("/passkeys?from=here");
        (await page.GetAsync(_site.Path("passkeys"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_like_a_name_that_nobody_has()
    {
        var wrong = await _site.TryPasswordAsync(_identifier, "not the lake under seven hills");
        var nobody = await _site.TryPasswordAsync(Someone.New());

        wrong.ShouldBe(HttpStatusCode.Unauthorized, "authentication_failed");
        nobody.Status.ShouldBe(wrong.Status);
        nobody.Text.ShouldBe(wrong.Text);
        (await hosts.Sqlite.ReasonsAsync(_site)).ShouldBe([nameof(RefusalReason.PasswordWrong), nameof(RefusalReason.PasswordWrong)]);
    }

    [Fact]
    public async Task A_person_who_has_no_password_is_refused_like_nobody()
    {
        var (phone, identifier) = await _site.NewPersonAsync();
        using var owned = phone;

        (await _site.TryPasswordAsync(identifier)).Text.ShouldBe((await _site.TryPasswordAsync(Someone.New())).Text);
    }

    [Fact]
    public async Task A_suspended_person_does_not_sign_in_with_a_password()
    {
        await hosts.Sqlite.QueryAsync(db => db.Users.Where(user => user.Pool == new PoolId(_site.Pool)).ExecuteUpdateAsync(set => set.SetProperty(user => user.Status, UserStatus.Suspended)));

        (await _site.TryPasswordAsync(_identifier)).ShouldBe(HttpStatusCode.Unauthorized, "authentication_failed");
        (await hosts.Sqlite.ReasonsAsync(_site)).ShouldBe([nameof(RefusalReason.UserNotActive)]);
    }

    [Fact]
    public async Task An_account_with_a_password_waits_for_its_activation_too()
    {
        _site = await hosts.Sqlite.NewPasswordPoolAsync(activation: true);
        var identifier = Someone.New();
        (await _site.SignUpWithPasswordAsync(identifier))["next"].ShouldBe("activate");
        (await _site.TryPasswordAsync(identifier)).ShouldBe(HttpStatusCode.Unauthorized, "authentication_failed");

        await _site.ActivateAsync(identifier);

        (await _site.TryPasswordAsync(identifier, clientId: "native-app")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_password_that_a_stranger_put_into_a_waiting_account_goes_with_its_owners_recovery()
    {
        _site = await hosts.Sqlite.NewPasswordPoolAsync(activation: true);
        var identifier = Someone.New();
        (await _site.SignUpWithPasswordAsync(identifier)).OrThrow();
        using var phone = _site.NewPhone();

        (await _site.EnrolAsync(await hosts.Sqlite.RecoverAsync(_site, identifier), phone)).ShouldBe(HttpStatusCode.Created);

        (await _site.TryPasswordAsync(identifier)).ShouldBe(HttpStatusCode.Unauthorized, "authentication_failed");
        (await _site.SignInAsync(phone)).Access.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_password_is_the_same_in_any_normal_form_and_with_any_space()
    {
        var identifier = Someone.New();
        (await _site.SignUpWithPasswordAsync(identifier, "Größe\u00A0ist nicht alles hier")).OrThrow();

        (await _site.TryPasswordAsync(identifier, "Gro\u0308ße ist nicht alles hier", "native-app")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_password_is_kept_as_a_hash_of_210000_rounds()
    {
        var hash = Convert.FromBase64String((await hosts.Sqlite.QueryAsync(db => db.Users.SingleAsync(user => user.Pool == new PoolId(_site.Pool)))).PasswordHash!);

        // Identity's format 1: the marker, the PRF (2 is HMAC-SHA512) and the count, each of four bytes, big-endian.
        hash[0].ShouldBe((byte)1);
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)).ShouldBe(2u);
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)).ShouldBe(210_000u);
    }

    [Fact]
    public async Task The_twenty_first_password_within_an_hour_has_to_wait_and_a_passkey_signs_in_as_ever()
    {
        var (phone, identifier) = await _site.NewPersonAsync();
        using var owned = phone;
        for (var attempt = 0; attempt < 20; attempt++)
            (await _site.TryPasswordAsync(identifier)).ShouldBe(HttpStatusCode.Unauthorized);

        var refused = await _site.TryPasswordAsync(identifier);

        refused.ShouldBe(HttpStatusCode.TooManyRequests, "too_many_attempts");
        refused.Headers.ContainsKey("Retry-After").ShouldBeTrue();
        (await _site.SignInAsync(phone)).Access.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_pool_without_passwords_says_so()
    {
        var other = await hosts.Sqlite.NewPoolAsync();

        (await other.TryPasswordAsync(_identifier)).ShouldBe(HttpStatusCode.Forbidden, "password_disabled");
        (await other.SignUpWithPasswordAsync(Someone.New())).ShouldBe(HttpStatusCode.Forbidden, "password_disabled");
    }

    [Theory]
    [InlineData("identifier")]
    [InlineData("password")]
    public async Task A_sign_in_needs_both(string missing)
    {
        var body = new JsonObject { ["identifier"] = _identifier, ["password"] = Passwording.Good };
        body.Remove(missing);

        (await _site.PostAsync("login/password", body)).ShouldName(missing);
    }

    [Theory]
    [InlineData("fourteen chars")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("passwordpassword")]
    [InlineData("Passw0rd!1234567")]
    [InlineData("abcdefghijklmnop")]
    [InlineData("12345678901234567")]
    [InlineData("correct horse battery staple")]
    public async Task A_password_that_is_short_or_tried_first_is_refused(string password) =>
        (await _site.SignUpWithPasswordAsync(Someone.New(), password)).ShouldName("password");

    [Fact]
    public async Task The_identifier_is_no_password()
    {
        var identifier = "some.body.with.a.long.name@example.com";

        (await _site.SignUpWithPasswordAsync(identifier, identifier)).ShouldName("password");
        (await _site.SignUpWithPasswordAsync(identifier, "Some.Body.With.A.Long.Name1")).ShouldName("password");
    }

    [Fact]
    public async Task A_password_of_257_characters_is_refused() =>
        (await _site.SignUpWithPasswordAsync(Someone.New(), string.Concat(Enumerable.Range(0, 257).Select(i => (char)('a' + (i * 7 % 26)))))).ShouldName("password");

    [Fact]
    public async Task What_was_tried_is_audited()
    {
        await _site.TryPasswordAsync(_identifier, clientId: "native-app");

        (await hosts.Sqlite.AuditAsync(_site)).Select(entry => entry.Event).ShouldBe([AuditEvent.SignUp, AuditEvent.PasswordTried, AuditEvent.SignIn], ignoreOrder: true);
    }
}
