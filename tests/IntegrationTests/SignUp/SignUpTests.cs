using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.SignUp;

/// <summary>The ways into a pool: a sign-up, or an invitation.</summary>
public sealed class SignUpTests(SharedHosts hosts) : IAsyncLifetime
{
    private Site _site = null!;
    private SoftwareAuthenticator _phone = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await hosts.Sqlite.NewPoolAsync();
        _phone = _site.NewPhone();
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Nothing_of_an_account_exists_before_its_passkey()
    {
        await _site.BeginSignUpAsync(Someone.New());

        (await hosts.Sqlite.UsersAsync(_site)).ShouldBe(0);
    }

    [Fact]
    public async Task A_sign_up_does_not_sign_in()
    {
        var answer = await _site.SignUpAsync(Someone.New(), _phone);

        answer.Headers.ContainsKey("Set-Cookie").ShouldBeFalse();
        answer.Body.ContainsKey("code").ShouldBeFalse();
    }

    [Fact]
    public async Task A_sign_up_is_used_up_by_a_finish_that_succeeds()
    {
        var ceremony = await _site.BeginSignUpAsync(Someone.New());
        (await _site.FinishRegistrationAsync(ceremony, _phone.Register(ceremony.Options))).OrThrow();

        (await _site.PostAsync("register/webauthn/begin", new JsonObject { ["signup"] = ceremony.SignUp })).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_refused_finish_leaves_the_sign_up_for_another_try()
    {
        var ceremony = await _site.BeginSignUpAsync(Someone.New());
        (await _site.FinishRegistrationAsync(ceremony, _phone.Register(ceremony.Options, draft => draft.Type = "webauthn.get"))).ShouldBeRefused();

        var second = await _site.BeginEnrolmentAsync(ceremony.SignUp!);

        (await _site.FinishRegistrationAsync(second, _phone.Register(second.Options))).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_ceremony_of_one_sign_up_cannot_be_finished_with_another()
    {
        var ceremony = await _site.BeginSignUpAsync(Someone.New());
        var other = await _site.SignUpTokenAsync(Someone.New());

        (await _site.FinishRegistrationAsync(ceremony with { SignUp = other }, _phone.Register(ceremony.Options))).ShouldBeRefused();
    }

    [Fact]
    public async Task A_sign_up_is_needed_at_finish_too()
    {
        var ceremony = await _site.BeginSignUpAsync(Someone.New());

        (await _site.FinishRegistrationAsync(ceremony with { SignUp = null }, _phone.Register(ceremony.Options))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_suspended_person_does_not_sign_in()
    {
        await _site.SignUpAsync(Someone.New(), _phone);
        await hosts.Sqlite.QueryAsync(db => db.Users.Where(user => user.Pool == new PoolId(_site.Pool))
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.Status, UserStatus.Suspended)));
        var ceremony = await _site.BeginSignInAsync();

        (await _site.FinishSignInAsync(ceremony, _phone.Sign(ceremony.Options))).ShouldBeRefused();
        (await hosts.Sqlite.ReasonsAsync(_site)).ShouldBe([nameof(RefusalReason.UserNotActive)]);
    }

    [Fact]
    public async Task The_captcha_of_Development_lets_a_person_in()
    {
        var acme = hosts.Sqlite.Pool("acme");

        await acme.SignUpAsync(Someone.New(), _phone);

        (await acme.SignInAsync(_phone)).Access.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_invitation_ends_in_a_passkey_of_the_invited()
    {
        var (userId, code) = await InviteAsync();
        var accepted = (await _site.PostAsync("invitations/accept", new JsonObject { ["code"] = code })).OrThrow();
        accepted["next"].ShouldBe("passkey");

        (await EnrolAsync(accepted["signup"])).ShouldBe(HttpStatusCode.Created);

        (await hosts.Sqlite.PasskeysAsync(_site)).ShouldHaveSingleItem().UserId.ShouldBe(userId);
        ((string)Tokens.ClaimsOf((await _site.SignInAsync(_phone)).Access)["sub"]!).ShouldBe(userId);
    }

    [Fact]
    public async Task An_invitation_is_accepted_once()
    {
        var (_, code) = await InviteAsync();
        await _site.PostAsync("invitations/accept", new JsonObject { ["code"] = code });

        (await _site.PostAsync("invitations/accept", new JsonObject { ["code"] = code })).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task An_invitation_of_one_pool_is_none_in_another()
    {
        var (_, code) = await InviteAsync();
        var other = await hosts.Sqlite.NewPoolAsync();

        (await other.PostAsync("invitations/accept", new JsonObject { ["code"] = code })).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task A_guessed_invitation_is_refused() =>
        (await _site.PostAsync("invitations/accept", new JsonObject { ["code"] = "AAAAAAAA" })).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");

    private async Task<Answer> EnrolAsync(string signup)
    {
        var ceremony = await _site.BeginEnrolmentAsync(signup);
        return await _site.FinishRegistrationAsync(ceremony, _phone.Register(ceremony.Options));
    }

    // An invited person is there before the passkey is; the administration API that makes one is another test's.
    private async Task<(string UserId, string Code)> InviteAsync()
    {
        await using var scope = hosts.Sqlite.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<PasskeysDbContext>();
        var pool = new PoolId(_site.Pool);
        var user = NewPoolUser.Create(
            pool, NewPoolUser.CreateId(hosts.Sqlite.Clock), NewPoolUser.CreateUserHandle(), Someone.New(), "Invited", services.GetRequiredService<Microsoft.AspNetCore.Identity.ILookupNormalizer>(), hosts.Sqlite.Clock);
        user.Status = UserStatus.Pending;
        db.Users.Add(user);
        var codes = services.GetRequiredService<OneTimeCodes>();
        var code = await codes.CreateForLinkAsync(pool, MailKind.Invitation, user.Id, TimeSpan.FromHours(1), CancellationToken.None);
        await codes.AddAsync(code, CancellationToken.None);
        await db.SaveChangesAsync();
        return (user.Id, code.Text);
    }
}
