using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Passkeys.Client.Backend;
using Passkeys.Client.Verification;
using Passkeys.ClientTests.Hosting;

namespace Passkeys.ClientTests.Backend;

/// <summary>The back-end authorised flow by the .NET client, against the sample host.</summary>
public sealed class Operations(RealProvider provider) : IDisposable
{
    private readonly BackEndHost _host = new(provider);

    private PasskeysBackend Backend => _host.Backend;

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Registering_somebody_new_tells_the_back_end_who_it_is()
    {
        var username = NewName();

        var (phone, person) = await _host.NewPersonAsync(username);

        using (phone)
        {
            person.Identifier.ShouldBe(username);
            person.UserId.ShouldNotBeEmpty();
            person.PasskeyId.ShouldNotBeNullOrEmpty();
            person.UserVerified.ShouldBeTrue();
            person.Acr.ShouldBe("phr");
            person.Amr.ShouldNotBeNull().ShouldContain("pop");
        }
    }

    [Fact]
    public async Task Signing_in_without_a_name_gives_a_code_and_a_result_for_the_same_person()
    {
        var (phone, person) = await _host.NewPersonAsync(NewName());
        using var _ = phone;
        var answer = await _host.SignInAsync(phone, (await Backend.CreateOperationAsync(PasskeyOperation.AuthenticateAnyone())).OrThrow());

        (await Backend.ExchangeAsync(answer["code"])).OrThrow().UserId.ShouldBe(person.UserId);
        (await Backend.VerifyLocallyAsync(answer["result"])).Person.ShouldNotBeNull().UserId.ShouldBe(person.UserId);
    }

    [Fact]
    public async Task Signing_in_one_person_says_how_many_passkeys_they_have()
    {
        var (phone, person) = await _host.NewPersonAsync(NewName());
        using var _ = phone;

        (await Backend.CreateOperationAsync(PasskeyOperation.AuthenticateAs(person.UserId))).OrThrow().Passkeys.ShouldBe(1);
    }

    [Fact]
    public async Task Every_option_travels()
    {
        var (phone, person) = await _host.NewPersonAsync(NewName());
        using var _ = phone;
        var operation = PasskeyOperation.AuthenticateWith(person.CredentialId!);
        operation = operation with
        {
            Options = operation.Options! with { RpId = "localhost", UserVerification = UserVerification.Required, Timeout = TimeSpan.FromSeconds(40), Mediation = Mediation.Optional },
        };

        var token = (await Backend.CreateOperationAsync(operation)).OrThrow().OperationToken;
        var options = (await provider.Demo.PostAsync("login/webauthn/options", new JsonObject(), token)).OrThrow().Body["publicKey"]!;

        ((int)options["timeout"]!).ShouldBe(40_000);
        ((string?)options["userVerification"]).ShouldBe("required");
        ((string?)options["rpId"]).ShouldBe("localhost");
        ((string?)options["allowCredentials"]![0]!["id"]).ShouldBe(person.CredentialId);
    }

    [Fact]
    public async Task An_option_looser_than_the_pool_is_a_refusal_that_names_it()
    {
        var operation = PasskeyOperation.AuthenticateAnyone();
        operation = operation with { Options = operation.Options! with { UserVerification = UserVerification.Discouraged } };

        var refused = (await Backend.CreateOperationAsync(operation)).ShouldBeOfType<PasskeysOutcome<IssuedOperation>.Refused>();

        refused.Problem.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Problem.Code.ShouldBe("invalid_request");
        $"{refused.Problem.Title} {refused.Problem.Detail}".ShouldContain("options.userVerification");
    }

    [Fact]
    public async Task Listing_updating_and_deleting_give_the_page_what_it_may_do()
    {
        var (phone, person) = await _host.NewPersonAsync(NewName());
        using var _ = phone;
        var list = (await Backend.CreateOperationAsync(PasskeyOperation.ListOf(person.UserId))).OrThrow();
        var update = (await Backend.CreateOperationAsync(PasskeyOperation.UpdateOf(person.UserId, displayName: "Countess"))).OrThrow();
        var delete = (await Backend.CreateOperationAsync(PasskeyOperation.DeleteOf(person.UserId, person.PasskeyId!))).OrThrow();

        (await provider.Demo.PasskeysAsync(list.OperationToken)).Count.ShouldBe(1);
        ((string?)(await provider.Demo.PostAsync("passkeys/update", new JsonObject(), update.OperationToken)).OrThrow().Body["signals"]!["displayName"]).ShouldBe("Countess");
        (await provider.Demo.PostAsync("passkeys/delete", new JsonObject(), delete.OperationToken)).OrThrow().Body["deleted"]!.AsArray().Select(id => (string?)id).ShouldBe([person.PasskeyId]);
    }

    [Fact]
    public async Task A_code_works_once()
    {
        var (phone, _) = await _host.NewPersonAsync(NewName());
        using var __ = phone;
        var code = (await _host.SignInAsync(phone, (await Backend.CreateOperationAsync(PasskeyOperation.AuthenticateAnyone())).OrThrow()))["code"];
        (await Backend.ExchangeAsync(code)).OrThrow();

        (await Backend.ExchangeAsync(code)).ShouldBeOfType<PasskeysOutcome<PasskeyPrincipal>.Refused>().Problem.Code.ShouldBe("invalid_code");
    }

    [Fact]
    public async Task A_result_verifies_here_once_and_there_once()
    {
        var (phone, person) = await _host.NewPersonAsync(NewName());
        using var _ = phone;
        var result = (await _host.SignInAsync(phone, (await Backend.CreateOperationAsync(PasskeyOperation.AuthenticateAs(person.UserId))).OrThrow()))["result"];

        var here = await Backend.VerifyLocallyAsync(result, person.UserId);
        var there = (await Backend.VerifyAsync(result, person.UserId)).OrThrow();

        (here.Status, here.Person!.UserId, here.Person.PasskeyId).ShouldBe((ResultStatus.Success, person.UserId, person.PasskeyId));
        (there.Status, there.Person!.UserId, there.Person.PasskeyId).ShouldBe((ResultStatus.Success, person.UserId, person.PasskeyId));
        (await Backend.VerifyLocallyAsync(result)).ShouldBe(new VerifiedResult(ResultStatus.AlreadyUsed, null));
        (await Backend.VerifyAsync(result)).OrThrow().ShouldBe(new VerifiedResult(ResultStatus.AlreadyUsed, null));
    }

    [Fact]
    public async Task A_result_about_somebody_else_is_a_mismatch_and_not_used_up()
    {
        var (phone, person) = await _host.NewPersonAsync(NewName());
        using var _ = phone;
        var result = (await _host.SignInAsync(phone, (await Backend.CreateOperationAsync(PasskeyOperation.AuthenticateAnyone())).OrThrow()))["result"];

        (await Backend.VerifyLocallyAsync(result, "somebody else")).Status.ShouldBe(ResultStatus.UserMismatch);
        (await Backend.VerifyAsync(result, "somebody else")).OrThrow().Status.ShouldBe(ResultStatus.UserMismatch);
        (await Backend.VerifyLocallyAsync(result, person.UserId)).Status.ShouldBe(ResultStatus.Success);
    }

    [Fact]
    public async Task A_result_for_another_client_is_for_another_audience()
    {
        using var phone = await provider.NewPersonAsync();
        var ceremony = await provider.Demo.BeginSignInAsync(clientId: "native-app");
        var result = (await provider.Demo.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options))).OrThrow()["result"];

        (await Backend.VerifyLocallyAsync(result)).Status.ShouldBe(ResultStatus.InvalidAudience);
        (await Backend.VerifyAsync(result)).OrThrow().Status.ShouldBe(ResultStatus.InvalidAudience);
    }

    [Fact]
    public async Task A_result_of_another_pool_is_for_another_audience()
    {
        await using var services = BackEndHost.Build(provider, options => options.Pool = "acme");
        var (phone, _) = await _host.NewPersonAsync(NewName());
        using var __ = phone;
        var result = (await _host.SignInAsync(phone, (await Backend.CreateOperationAsync(PasskeyOperation.AuthenticateAnyone())).OrThrow()))["result"];

        (await services.GetRequiredService<PasskeysBackend>().VerifyLocallyAsync(result)).Status.ShouldBe(ResultStatus.InvalidAudience);
    }

    // RFC 8725 §3.11: tokens of one kind are none of another.
    [Fact]
    public async Task An_id_token_of_the_same_client_is_no_result()
    {
        var (phone, _) = await _host.NewPersonAsync(NewName());
        using var __ = phone;
        var ceremony = await provider.Demo.BeginSignInAsync(clientId: "backend");
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = Testing.Hosting.Tokens.PasskeyGrant,
            ["client_id"] = "backend",
            ["client_secret"] = "backend-secret",
            ["scope"] = "openid",
            ["ceremony"] = ceremony.Token,
            ["credential"] = phone.Sign(ceremony.Options).ToJsonString(),
        };
        var idToken = (await provider.Host.TokenAsync(form)).OrThrow()["id_token"];

        (await Backend.VerifyLocallyAsync(idToken)).Status.ShouldBe(ResultStatus.InvalidSignature);
        (await Backend.VerifyAsync(idToken)).OrThrow().Status.ShouldBe(ResultStatus.InvalidSignature);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    public async Task What_is_no_result_has_no_right_signature(string text) => (await Backend.VerifyLocallyAsync(text)).Status.ShouldBe(ResultStatus.InvalidSignature);

    [Fact]
    public async Task A_back_end_with_a_wrong_secret_fails_and_does_not_go_on()
    {
        await using var services = BackEndHost.Build(provider, options => options.ClientSecret = "wrong");

        var failed = await Should.ThrowAsync<PasskeysException>(() => services.GetRequiredService<PasskeysBackend>().ExchangeAsync("code"));

        failed.Problem.ShouldNotBeNull().Code.ShouldBe("invalid_client");
        failed.Message.ShouldNotContain("wrong");
    }

    [Fact]
    public async Task A_call_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Backend.ExchangeAsync("code", cancelled.Token));
    }

    [Theory]
    [InlineData("http://id.example.com")]
    [InlineData("nowhere")]
    public void A_back_end_that_would_send_its_secret_in_the_clear_does_not_start(string authority)
    {
        using var services = BackEndHost.Build(provider, options => options.Authority = authority);

        Should.Throw<OptionsValidationException>(() => services.GetRequiredService<PasskeysBackend>());
    }

    private static string NewName() => $"{RandomNumberGenerator.GetHexString(12, lowercase: true)}@backend.example";
}
