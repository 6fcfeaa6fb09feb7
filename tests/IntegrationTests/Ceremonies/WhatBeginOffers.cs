using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Ceremonies;

/// <summary>Options go straight into parseCreationOptionsFromJSON and parseRequestOptionsFromJSON.</summary>
public sealed class WhatBeginOffers(SharedHosts hosts) : IAsyncLifetime
{
    private Site _site = null!;

    public async ValueTask InitializeAsync() => _site = await hosts.Sqlite.NewPoolAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Creation_options_are_the_pools()
    {
        _site = await hosts.Sqlite.NewPoolAsync(policy => policy with
        {
            RpName = "The RP",
            Algorithms = [-257, -7],
            Attachment = "platform",
            Hints = ["client-device"],
            CeremonyLifetimeSeconds = 120,
        });

        var options = (await _site.BeginSignUpAsync("ada@example.com")).Options;

        options["rp"]!.ToJsonString().ShouldBe("""{"id":"localhost","name":"The RP"}""");
        ((string)options["user"]!["name"]!).ShouldBe("ada@example.com");
        ((string)options["user"]!["displayName"]!).ShouldNotBeEmpty();
        options["pubKeyCredParams"]!.ToJsonString().ShouldBe("""[{"type":"public-key","alg":-257},{"type":"public-key","alg":-7}]""");
        ((int)options["timeout"]!).ShouldBe(120_000);
        ((string)options["authenticatorSelection"]!["residentKey"]!).ShouldBe("required");
        ((bool)options["authenticatorSelection"]!["requireResidentKey"]!).ShouldBeTrue();
        ((string)options["authenticatorSelection"]!["userVerification"]!).ShouldBe("required");
        ((string)options["authenticatorSelection"]!["authenticatorAttachment"]!).ShouldBe("platform");
        ((string)options["attestation"]!).ShouldBe("none");
        options["hints"]!.ToJsonString().ShouldBe("""["client-device"]""");
    }

#if !DUENDE // The verifier over Fido2 verifies this one.
    [Fact]
    public async Task Algorithms_that_cannot_be_verified_are_not_offered()
    {
        const int Es256K = -47;
        await hosts.Sqlite.StorePolicyAsync(_site, policy => policy with { Algorithms = [Es256K, -7] });

        (await _site.BeginSignUpAsync(Someone.New())).Options["pubKeyCredParams"]!.AsArray().Select(each => (int)each!["alg"]!).ShouldBe([-7]);
    }
#endif

    [Fact]
    public async Task A_challenge_has_32_bytes_and_is_never_the_same()
    {
        var first = CeremonyOptions.Decode((await _site.BeginSignInAsync()).Options.Text("challenge"));
        var second = CeremonyOptions.Decode((await _site.BeginSignInAsync()).Options.Text("challenge"));

        first.Length.ShouldBe(32);
        second.ShouldNotBe(first);
    }

    [Fact]
    public async Task A_user_handle_is_random_and_says_nothing_of_the_person()
    {
        var identifier = Someone.New();
        var first = CeremonyOptions.Decode((await _site.BeginSignUpAsync(identifier)).Options["user"]!.Text("id"));
        var second = CeremonyOptions.Decode((await _site.BeginSignUpAsync(identifier)).Options["user"]!.Text("id"));

        first.Length.ShouldBeInRange(16, 64);
        second.ShouldNotBe(first);
    }

    [Fact]
    public async Task Without_an_identifier_no_credential_is_named()
    {
        var options = (await _site.BeginSignInAsync()).Options;

        (options["allowCredentials"]?.AsArray() ?? []).ShouldBeEmpty();
        ((string)options["rpId"]!).ShouldBe("localhost");
        ((string)options["userVerification"]!).ShouldBe("required");
    }

    [Fact]
    public async Task With_an_identifier_its_credentials_are_named_with_their_transports()
    {
        var (phone, identifier) = await _site.NewPersonAsync(each => each.Transports = ["hybrid", "internal"]);

        var allowed = (await _site.BeginSignInAsync(identifier)).Options["allowCredentials"]!.AsArray().ShouldHaveSingleItem()!;

        ((string)allowed["id"]!).ShouldBe(phone.Credentials[0].IdText);
        allowed["transports"]!.ToJsonString().ShouldBe("""["hybrid","internal"]""");
    }

    [Fact]
    public async Task With_conditional_mediation_there_is_no_timeout()
    {
        var answer = (await _site.SignInOptionsAsync(mediation: "conditional")).OrThrow();

        answer.Body["publicKey"]!.AsObject().ContainsKey("timeout").ShouldBeFalse();
        answer.Body.ContainsKey("expiresAt").ShouldBeTrue();
    }

    [Fact]
    public async Task A_ceremony_says_when_it_expires()
    {
        var answer = (await _site.SignInOptionsAsync()).OrThrow();

        var expires = (DateTimeOffset)answer.Body["expiresAt"]!;
        expires.ShouldBe(hosts.Sqlite.Clock.GetUtcNow().AddMinutes(5), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Begin_writes_nothing()
    {
        using var phone = _site.NewPhone();
        var before = (await hosts.Sqlite.AuditAsync(_site)).Count;

        await _site.BeginSignInAsync(Someone.New());
        await _site.BeginSignUpAsync(Someone.New());

        (await hosts.Sqlite.UsersAsync(_site)).ShouldBe(0);
        (await hosts.Sqlite.AuditAsync(_site)).Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_passkey_that_the_person_has_is_excluded_from_a_further_registration()
    {
        var (phone, _) = await _site.NewPersonAsync();
        var ceremony = await _site.BeginRegistrationAsync((await _site.SignInAsync(phone)).Access);

        Should.Throw<ClientException>(() => phone.Register(ceremony.Options)).Name.ShouldBe("InvalidStateError");
    }

    [Fact]
    public async Task A_pool_that_is_not_there_is_unknown() =>
        (await hosts.Sqlite.Pool("no-such-pool").SignInOptionsAsync()).ShouldBe(HttpStatusCode.NotFound, "unknown_pool");

    [Fact]
    public async Task A_disabled_pool_is_as_unknown_as_one_that_never_was()
    {
        await hosts.Sqlite.QueryAsync(async db =>
        {
            (await db.Pools.FindAsync(new PoolId(_site.Pool)))!.Enabled = false;
            return await db.SaveChangesAsync();
        });

        var disabled = await _site.SignInOptionsAsync();

        disabled.ShouldBe(HttpStatusCode.NotFound, "unknown_pool");
    }

    [Fact]
    public async Task A_pool_without_self_registration_says_so()
    {
        _site = await hosts.Sqlite.NewPoolAsync(policy => policy with { Registration = policy.Registration with { SelfService = false } });

        (await _site.PostAsync("signup", new JsonObject { ["identifier"] = Someone.New() })).ShouldBe(HttpStatusCode.Forbidden, "registration_disabled");
    }

    [Fact]
    public async Task A_wrong_captcha_is_refused() =>
        (await hosts.Sqlite.Pool("acme").PostAsync("signup", new JsonObject { ["identifier"] = Someone.New(), ["captcha"] = "wrong" }))
            .ShouldBe(HttpStatusCode.BadRequest, "captcha_failed");

    [Fact]
    public async Task A_missing_captcha_is_refused() =>
        (await hosts.Sqlite.Pool("acme").PostAsync("signup", new JsonObject { ["identifier"] = Someone.New() }))
            .ShouldBe(HttpStatusCode.BadRequest, "captcha_failed");
}
