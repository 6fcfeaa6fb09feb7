using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Ceremonies.Authentication;

/// <summary>A sign-in as a back end has allowed it: a page may repeat what it says, and say no other.</summary>
internal static class AllowedRequest
{
    private const string Settled = "the operation token has settled that.";

    public static AuthenticationRequest Read(JsonMember body, Pool pool, Operation operation)
    {
        body.Refuse("identifier", Settled);
        body.Refuse("returnUrl", "a sign-in for a back end returns to no page of this host.");
        if (body.OptionalString("clientId") is { } clientId && clientId != operation.ClientId)
            throw new InvalidMemberException("clientId", Settled);
        return new AuthenticationRequest(
            Identifier: null,
            operation.ClientId,
            body.OptionalString("scope", 1000),
            (operation.Mediation ?? ReadMediation(body)) == Mediation.Conditional)
        {
            RpId = ReadRpId(body, pool, operation),
            Operation = operation,
        };
    }

    public static string? ReadMediation(JsonMember body) =>
        body.OptionalString("mediation") is not { } mediation ? null
        : Mediation.All.Contains(mediation) ? mediation
        : throw new InvalidMemberException("mediation", $"one of {string.Join(", ", Mediation.All)} is expected.");

    // The pool may have given up the RP ID since the token was made.
    private static string? ReadRpId(JsonMember body, Pool pool, Operation operation)
    {
        var named = ReadRpId(body, pool);
        if (operation.RpId is not { } settled)
            return named;
        return pool.Accepts(settled) && (named ?? settled) == settled ? settled : throw new InvalidMemberException("rpId", Settled);
    }

    /// <summary>The RP ID that a page names, one of the pool's; null when it names none.</summary>
    public static string? ReadRpId(JsonMember body, Pool pool) =>
        body.OptionalString("rpId") is not { } rpId || pool.Accepts(rpId) ? body.OptionalString("rpId")
        : throw new InvalidMemberException("rpId", "an RP ID of this pool is expected.");
}
