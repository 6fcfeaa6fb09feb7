using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Applications;

/// <summary>What the API answers when a client was not changed.</summary>
internal static class ClientProblems
{
    public static IResult Of(ClientOutcome outcome) => outcome switch
    {
        ClientOutcome.Invalid { Flaws: [var flaw, ..] } => Problem.InvalidRequest(new InvalidMemberException(flaw.Member, flaw.Problem)),
        ClientOutcome.Refused { Why: var why } => Of(why),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no problem."),
    };

    private static IResult Of(ClientRefusal why) => why switch
    {
        ClientRefusal.ReadOnly => Conflict("clients_read_only", "The clients of this host are not edited here."),
        ClientRefusal.Configured => Conflict("client_configured", "The client is of the host's configuration, and is edited there."),
        ClientRefusal.NotFound => Problem.NotFound(),
        ClientRefusal.Stale => ClientVersions.Stale(),
        ClientRefusal.Taken => Conflict("client_exists", "Another client or API has the id."),
        ClientRefusal.TooManySecrets => Conflict("too_many_secrets", "The client has as many secrets as it may have. Remove one first."),
        ClientRefusal.LastSecret => Conflict("last_secret", "The client would have nothing left to authenticate with. Add another secret first."),
        ClientRefusal.IsPublic => Conflict("public_client", "A public client has no secrets."),
        _ => throw new ArgumentOutOfRangeException(nameof(why), why, message: null),
    };

    private static IResult Conflict(string code, string detail) => Problem.Of(StatusCodes.Status409Conflict, code, detail);
}
