using System.Text.Json.Nodes;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.IntegrationTests.Recovery;

/// <summary>The steps of a recovery.</summary>
internal static class Recovering
{
    public static Task<Answer> AskForRecoveryAsync(this Site site, string identifier) =>
        site.PostAsync("recovery", new JsonObject { ["identifier"] = identifier });

    public static Task<Answer> VerifyRecoveryAsync(this Site site, string identifier, string code) =>
        site.PostAsync("recovery/verify", new JsonObject { ["identifier"] = identifier, ["code"] = code });

    /// <summary>Asks, reads the mail and verifies: the <c>signup</c> to go on with.</summary>
    public static async Task<string> RecoverAsync(this HostFixture host, Site site, string identifier)
    {
        (await site.AskForRecoveryAsync(identifier)).OrThrow();
        var code = (string)(await host.Mail.ArrivalAsync(identifier, "recovery"))["code"]!;
        return (await site.VerifyRecoveryAsync(identifier, code)).OrThrow()["signup"];
    }

    /// <summary>Makes the new passkey.</summary>
    public static async Task<Answer> EnrolAsync(this Site site, string signup, SoftwareAuthenticator phone, bool? removeOthers = null)
    {
        var ceremony = await site.BeginEnrolmentAsync(signup);
        var body = new JsonObject { ["ceremony"] = ceremony.Token, ["credential"] = phone.Register(ceremony.Options), ["signup"] = signup };
        if (removeOthers is not null)
            body["removeOthers"] = removeOthers;
        return await site.PostAsync("register/webauthn/finish", body);
    }
}
