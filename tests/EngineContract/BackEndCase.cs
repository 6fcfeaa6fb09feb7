using System.Buffers.Text;
using System.Text.Json.Nodes;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>A case with the back end of the pool demo.</summary>
public abstract class BackEndCase(ContractHost host) : ContractCase(host)
{
    protected const string BackEnd = "backend";
    protected const string BackEndSecret = "backend-secret";

    /// <summary>The back end's own access token.</summary>
    protected async Task<string> BearerAsync() =>
        (await TokenAsync(Form(("grant_type", "client_credentials"), ("scope", "passkeys.backend")), Basic(BackEnd, BackEndSecret))).ShouldBeGranted()["access_token"];

    /// <summary>An operation token.</summary>
    protected async Task<string> AllowAsync(JsonObject operation) => (await Demo.PostAsync("operations", operation, await BearerAsync())).OrThrow()["operationToken"];

    /// <summary>Somebody new with a passkey in an authenticator, whom the back end brought in: the answer of finish.</summary>
    protected async Task<Answer> RegisterAsync(SoftwareAuthenticator phone)
    {
        var token = await AllowAsync(new JsonObject { ["type"] = "register", ["username"] = NewIdentifier() });
        var ceremony = await Demo.BeginRegistrationAsync(token);
        return (await Demo.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options), token)).OrThrow();
    }

    /// <summary>A sign-in that the back end allowed: the answer of finish.</summary>
    protected async Task<Answer> SignInAsync(SoftwareAuthenticator phone)
    {
        var begun = (await Demo.PostAsync("login/webauthn/options", new JsonObject(), await AllowAsync(new JsonObject { ["type"] = "authenticate" }))).OrThrow();
        var ceremony = new Ceremony(begun["ceremony"], begun.Body["publicKey"]!.AsObject());
        return (await Demo.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options))).OrThrow();
    }

    protected async Task<Answer> ExchangeAsync(string code) => await Demo.PostAsync("results/exchange", new JsonObject { ["code"] = code }, await BearerAsync());

    protected async Task<string> VerifyAsync(string result) => (await Demo.PostAsync("results/verify", new JsonObject { ["result"] = result }, await BearerAsync())).OrThrow()["result"];

    protected static string IdOf(SoftwareAuthenticator phone) => Base64Url.EncodeToString(phone.Credentials[0].Id);
}
