using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Authorization;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.SampleHost;

/// <summary>The log, down to Debug and the framework's own lines included, after the main way has been walked.</summary>
public sealed class NothingSecretIsLogged(OwnHost own) : IClassFixture<OwnHost>
{
    [Fact]
    public async Task No_token_code_assertion_or_address_is_logged()
    {
        var host = own.Host;
        var site = host.Pool("acme");
        using var phone = site.NewPhone();
        var identifier = Someone.New();

        var signUp = await site.BeginSignUpAsync(identifier);
        var attestation = phone.Register(signUp.Options);
        await site.FinishRegistrationAsync(signUp, attestation);
        var code = host.Mail.Code(identifier, "activation");
        await site.ActivateAsync(identifier);
        var signIn = await site.BeginSignInAsync(identifier, clientId: "native-app");
        var assertion = phone.Sign(signIn.Options);
        var tokens = Tokens.Of(await site.TokenAsync(signIn, assertion));
        var refused = await site.TokenAsync(signIn, assertion);
        var renewed = Tokens.Of(await host.RefreshAsync(tokens.Refresh!));
        await host.RefreshAsync(tokens.Refresh!);
        await host.Caller.GetAsync("/connect/userinfo", renewed.Access);
        var page = await site.BeginSignInAsync(clientId: "native-app");
        var result = (await site.FinishSignInAsync(page, phone.Sign(page.Options))).OrThrow();

        refused.Error.ShouldBe("invalid_grant");
        host.Log.Lines.ShouldContain(line => line.Contains("/connect/token", StringComparison.Ordinal));
        string[] secrets =
        [
            identifier, code, signUp.SignUp!, signUp.Token, signIn.Token, Inside(attestation, "attestationObject"), Inside(assertion, "signature"),
            tokens.Access, tokens.Refresh!, tokens.Id!, renewed.Access, renewed.Refresh!, result["code"], result["result"],
        ];
        foreach (var secret in secrets)
            host.Log.Lines.ShouldAllBe(line => !line.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    // The framework's line about each request has its address. The host's configuration keeps it out (Serilog:MinimumLevel:Override:Microsoft); this log, which takes everything, has it.
    [Fact]
    public async Task Nothing_of_an_authorization_request_or_its_answer_is_logged()
    {
        using var portal = await Portal.OpenAsync(own.Host);
        const string hint = "hinted@example.com";

        var returnUrl = (await portal.AuthorizeAsync(("login_hint", hint))).ReturnUrlOf("/account/sign-in");
        await portal.SignInAsync(returnUrl);
        var code = (await portal.Browser.GetAsync(returnUrl)).SentBack()["code"];
        var tokens = Tokens.Of(await portal.RedeemAsync(code));
        await portal.RedeemAsync(code);
        await portal.AuthorizeAsync(("scope", "nothing"), ("login_hint", hint));

        var lines = own.Host.Log.Lines.Where(line => !line.StartsWith("Information Microsoft.AspNetCore.Hosting.Diagnostics", StringComparison.Ordinal)).ToList();
        lines.ShouldNotBeEmpty();
        foreach (var secret in new[] { hint, returnUrl, code, portal.Verifier, Portal.Secret, "state-of-the-portal", "nonce-of-the-portal", tokens.Access, tokens.Id! })
            lines.ShouldAllBe(line => !line.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    private static string Inside(JsonNode credential, string member) => (string)credential["response"]![member]!;
}
