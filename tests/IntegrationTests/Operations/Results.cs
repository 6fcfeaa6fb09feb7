using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Operations;

/// <summary>A back end learns who signed in: by a code, or by a signed result.</summary>
public sealed class Results(SharedHosts hosts) : OperationCase(hosts)
{
    private static readonly string[] Members =
    [
        "userId", "identifier", "passkeyId", "credentialId", "userVerified", "amr", "acr", "authenticatedAt", "authenticator", "ipAddress", "userAgent", "expiresAt",
    ];

    [Fact]
    public async Task An_exchanged_code_tells_all_of_the_principal()
    {
        var code = (await BackEnd.SignInAsync(Phone)).OrThrow()["code"];

        ShouldBeThePerson((await BackEnd.ExchangeAsync(code)).OrThrow().Body);
    }

    [Fact]
    public async Task A_verified_result_tells_the_same()
    {
        var result = (await BackEnd.SignInAsync(Phone)).OrThrow()["result"];

        var answer = (await BackEnd.VerifyAsync(result, UserId)).OrThrow();

        answer["result"].ShouldBe("success");
        ShouldBeThePerson(answer.Body["principal"]!.AsObject());
    }

    [Fact]
    public async Task A_code_is_exchanged_once()
    {
        var code = (await BackEnd.SignInAsync(Phone)).OrThrow()["code"];

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => BackEnd.ExchangeAsync(code))));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Error == "invalid_code");
        (await Host.AuditAsync(Site)).Where(entry => entry.Event == "result-code-redeemed").ShouldHaveSingleItem().Actor.ShouldBe("client:backend");
    }

    [Fact]
    public async Task A_code_of_another_client_is_refused_and_not_burnt()
    {
        var ceremony = await Site.BeginSignInAsync(clientId: "native-app");
        var code = (await Site.FinishSignInAsync(ceremony, Phone.Sign(ceremony.Options))).OrThrow()["code"];

        (await BackEnd.ExchangeAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");

        (await Host.RedeemAsync(code)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_code_of_another_pool_is_refused_and_not_burnt()
    {
        var next = await Host.NewPoolAsync();
        var code = (await BackEnd.SignInAsync(Phone)).OrThrow()["code"];

        (await (await BackEnd.OpenAsync(Host, next)).ExchangeAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");

        (await BackEnd.ExchangeAsync(code)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody-issued-this-one")]
    public async Task A_code_that_nobody_issued_is_refused(string code) =>
        (await BackEnd.ExchangeAsync(code)).ShouldBe(HttpStatusCode.BadRequest, code.Length == 0 ? "invalid_request" : "invalid_code");

    [Fact]
    public async Task A_code_dies_with_the_passkey()
    {
        var code = (await BackEnd.SignInAsync(Phone)).OrThrow()["code"];
        (await Site.RemoveAsync(PasskeyId, await BackEnd.AllowAsync("delete", UserId))).OrThrow();

        (await BackEnd.ExchangeAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task A_result_is_verified_once()
    {
        var result = (await BackEnd.SignInAsync(Phone)).OrThrow()["result"];

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => BackEnd.VerifyAsync(result))));

        answers.Count(answer => answer["result"] == "success").ShouldBe(1);
        answers.Count(answer => answer["result"] == "already_used" && !answer.Body.ContainsKey("principal")).ShouldBe(7);
    }

    [Fact]
    public async Task A_result_of_somebody_else_is_told_and_not_spent()
    {
        var result = (await BackEnd.SignInAsync(Phone)).OrThrow()["result"];

        (await BackEnd.VerifyAsync(result, "somebody-else")).Body.ToJsonString().ShouldBe("""{"result":"user_mismatch"}""");

        (await BackEnd.VerifyAsync(result, UserId))["result"].ShouldBe("success");
    }

    [Fact]
    public async Task A_result_for_another_client_is_told_and_not_spent()
    {
        var ceremony = await Site.BeginSignInAsync(clientId: "native-app");
        var result = (await Site.FinishSignInAsync(ceremony, Phone.Sign(ceremony.Options))).OrThrow()["result"];

        (await BackEnd.VerifyAsync(result))["result"].ShouldBe("invalid_audience");
    }

    [Fact]
    public async Task A_result_of_another_pool_is_for_another_audience()
    {
        var next = await BackEnd.OpenAsync(Host, await Host.NewPoolAsync());
        var result = (await BackEnd.SignInAsync(Phone)).OrThrow()["result"];

        (await next.VerifyAsync(result))["result"].ShouldBe("invalid_audience");
    }

    [Fact]
    public async Task A_result_that_was_changed_or_is_none_is_not_signed()
    {
        var result = (await BackEnd.SignInAsync(Phone)).OrThrow()["result"];

        (await BackEnd.VerifyAsync(result[..^4] + "AAAA"))["result"].ShouldBe("invalid_signature");
        (await BackEnd.VerifyAsync("no.result.atall"))["result"].ShouldBe("invalid_signature");
        (await BackEnd.VerifyAsync(new string('x', 10_000)))["result"].ShouldBe("invalid_signature");
    }

    // RFC 8725 §3.11: what we sign for one purpose is nothing for another.
    [Fact]
    public async Task An_id_token_or_an_access_token_of_ours_is_no_result()
    {
        var tokens = await Site.SignInAsync(Phone);

        (await BackEnd.VerifyAsync(tokens.Id!))["result"].ShouldBe("invalid_signature");
        (await BackEnd.VerifyAsync(tokens.Access))["result"].ShouldBe("invalid_signature");
        (await BackEnd.VerifyAsync(BackEnd.Bearer))["result"].ShouldBe("invalid_signature");
    }

    [Fact]
    public async Task A_result_dies_with_the_passkey()
    {
        var result = (await BackEnd.SignInAsync(Phone)).OrThrow()["result"];
        (await Site.RemoveAsync(PasskeyId, await BackEnd.AllowAsync("delete", UserId))).OrThrow();

        (await BackEnd.VerifyAsync(result))["result"].ShouldBe("expired");
    }

    [Fact]
    public async Task A_result_that_is_missing_is_named() =>
        (await Site.PostAsync("results/verify", new JsonObject(), BackEnd.Bearer)).ShouldName("result");

    private void ShouldBeThePerson(JsonObject principal)
    {
        principal.Select(member => member.Key).ShouldBe(Members, ignoreOrder: true);
        ((string?)principal["userId"], (string?)principal["identifier"], (string?)principal["passkeyId"]).ShouldBe((UserId, Identifier, PasskeyId));
        ((string?)principal["credentialId"]).ShouldBe(BackEnd.IdOf(Phone));
        ((bool)principal["userVerified"]!).ShouldBeTrue();
        principal["amr"]!.AsArray().Select(method => (string)method!).ShouldBe(["pop", "user", "mfa"]);
        ((string?)principal["acr"]).ShouldBe("phr");
        ((string?)principal["authenticator"]!["name"]).ShouldNotBeNullOrEmpty();
        ((string)principal["authenticatedAt"]!).ShouldEndWith("Z");
        ((DateTimeOffset)principal["expiresAt"]!).ShouldBeGreaterThan(Host.Clock.GetUtcNow());
    }
}
