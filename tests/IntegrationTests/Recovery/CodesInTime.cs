using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Recovery;

/// <summary>Mailed codes, and how they age: a clock of one's own.</summary>
public sealed class CodesInTime(OwnHost own) : IClassFixture<OwnHost>, IAsyncLifetime
{
    private readonly string _identifier = Someone.New();
    private Site _site = null!;
    private SoftwareAuthenticator _phone = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await own.Host.NewPoolAsync(policy => policy with { Registration = policy.Registration with { Activation = true } });
        _phone = _site.NewPhone();
        var ceremony = await _site.BeginSignUpAsync(_identifier);
        (await _site.FinishRegistrationAsync(ceremony, _phone.Register(ceremony.Options))).OrThrow();
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_recovery_code_lives_fifteen_minutes()
    {
        var code = await RecoveryCodeAsync();
        own.Host.Clock.Advance(TimeSpan.FromMinutes(15));

        (await _site.VerifyRecoveryAsync(_identifier, code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task A_recovery_code_still_works_shortly_before_its_end()
    {
        var code = await RecoveryCodeAsync();
        own.Host.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));

        (await _site.VerifyRecoveryAsync(_identifier, code)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_activation_code_lives_a_day()
    {
        var code = own.Host.Mail.Code(_identifier, "activation");
        own.Host.Clock.Advance(TimeSpan.FromHours(24));

        (await ActivateAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task A_code_that_was_sent_again_works_and_the_first_no_more()
    {
        var first = own.Host.Mail.Code(_identifier, "activation");
        own.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await ResendAsync(_identifier);
        await AwaitQueueAsync();
        var second = own.Host.Mail.Code(_identifier, "activation");

        second.ShouldNotBe(first);
        (await ActivateAsync(first)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
        (await ActivateAsync(second)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_code_is_sent_again_once_a_minute()
    {
        own.Host.Clock.Advance(TimeSpan.FromSeconds(59));
        await ResendAsync(_identifier);
        await AwaitQueueAsync();

        own.Host.Mail.To(_identifier).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Strangers_cause_five_mails_an_hour_and_no_more()
    {
        for (var minute = 0; minute < 8; minute++)
        {
            own.Host.Clock.Advance(TimeSpan.FromMinutes(1));
            await _site.AskForRecoveryAsync(_identifier);
        }
        await AwaitQueueAsync();

        own.Host.Mail.To(_identifier).Count(mail => (string?)mail["kind"] == "recovery").ShouldBeInRange(1, 5);
    }

    [Fact]
    public async Task Sending_again_is_answered_the_same_for_everyone()
    {
        var waiting = await ResendAsync(_identifier);
        var nobody = await ResendAsync(Someone.New());

        waiting.ShouldBe(HttpStatusCode.Accepted);
        nobody.Status.ShouldBe(waiting.Status);
        nobody.Text.ShouldBe(waiting.Text);
    }

    [Fact]
    public async Task The_twenty_first_code_within_an_hour_has_to_wait()
    {
        for (var attempt = 0; attempt < 20; attempt++)
            (await ActivateAsync("no code")).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");

        var refused = await ActivateAsync("no code");

        refused.ShouldBe(HttpStatusCode.TooManyRequests, "too_many_attempts");
        int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 3600);
    }

    [Fact]
    public async Task Codes_are_limited_for_nobody_as_for_somebody()
    {
        var nobody = Someone.New();
        for (var attempt = 0; attempt < 20; attempt++)
            (await _site.VerifyRecoveryAsync(nobody, "no code")).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");

        (await _site.VerifyRecoveryAsync(nobody, "no code")).ShouldBe(HttpStatusCode.TooManyRequests, "too_many_attempts");
    }

    [Fact]
    public async Task Codes_that_are_worn_out_for_one_are_not_for_another()
    {
        for (var attempt = 0; attempt < 20; attempt++)
            await _site.VerifyRecoveryAsync(Someone.New(), "no code");

        (await ActivateAsync(own.Host.Mail.Code(_identifier, "activation"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task After_thirty_days_a_passkey_that_waits_and_one_that_was_concealed_are_unknown_alike()
    {
        var concealed = await ConcealAsync();
        own.Host.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        (await SignInAsync(_phone.Credentials[0])).ShouldBeRefused();
        (await SignInAsync(concealed)).ShouldBeRefused();

        own.Host.Clock.Advance(TimeSpan.FromSeconds(1));

        (await SignInAsync(_phone.Credentials[0])).ShouldBe(HttpStatusCode.Unauthorized, "unknown_credential");
        (await SignInAsync(concealed)).ShouldBe(HttpStatusCode.Unauthorized, "unknown_credential");
    }

    private async Task<SoftwareCredential> ConcealAsync()
    {
        var (owner, taken) = await _site.NewPersonAsync();
        owner.Dispose();
        var ceremony = await _site.BeginSignUpAsync(taken);
        (await _site.FinishRegistrationAsync(ceremony, _phone.Register(ceremony.Options))).OrThrow();
        return _phone.Credentials[^1];
    }

    private async Task<Answer> SignInAsync(SoftwareCredential passkey)
    {
        var ceremony = await _site.BeginSignInAsync();
        return await _site.FinishSignInAsync(ceremony, _phone.SignWith(passkey, ceremony.Options));
    }

    private async Task<string> RecoveryCodeAsync()
    {
        await _site.AskForRecoveryAsync(_identifier);
        return (string)(await own.Host.Mail.ArrivalAsync(_identifier, "recovery"))["code"]!;
    }

    // What was asked for is done one after another: when this mail is there, all before it is done.
    private async Task AwaitQueueAsync()
    {
        var demo = own.Host.Pool("demo");
        var (phone, last) = await demo.NewPersonAsync();
        using var owned = phone;
        await demo.AskForRecoveryAsync(last);
        await own.Host.Mail.ArrivalAsync(last, "recovery");
    }

    private Task<Answer> ResendAsync(string identifier) => _site.PostAsync("activate/resend", new JsonObject { ["identifier"] = identifier });

    private Task<Answer> ActivateAsync(string code) => _site.PostAsync("activate", new JsonObject { ["identifier"] = _identifier, ["code"] = code });
}
