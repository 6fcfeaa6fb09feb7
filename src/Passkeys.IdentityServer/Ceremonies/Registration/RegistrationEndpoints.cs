using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.RateLimits;

namespace Passkeys.IdentityServer.Ceremonies.Registration;

/// <summary><c>register/webauthn/begin</c> and <c>finish</c>.</summary>
internal static class RegistrationEndpoints
{
    public static void Map(RouteGroupBuilder pool)
    {
        pool.MapPost("/register/webauthn/begin", BeginAsync).LimitAnonymous(alsoWithToken: false);
        pool.MapPost("/register/webauthn/finish", FinishAsync).LimitAnonymous(alsoWithToken: false);
    }

    private static async Task<IResult> BeginAsync(HttpContext http, IRegistrationAuthorities authorities, BeginRegistration begin)
    {
        var pool = http.Pool();
        var body = await JsonBody.ReadAsync(http);
        var name = PasskeyEndpoints.ReadName(body);
        var (authority, problem) = await authorities.FindAsync(http, pool, body.OptionalString("signup"));
        return authority is null ? problem! : ApiJson.Ok(await begin.ExecuteAsync(pool, authority, name, http.RequestAborted));
    }

    private static async Task<IResult> FinishAsync(
        HttpContext http, IRegistrationAuthorities authorities, CompleteRegistration registration, AuthenticatorNames names)
    {
        var pool = http.Pool();
        var body = await JsonBody.ReadAsync(http);
        var signup = body.OptionalString("signup");
        var (authority, problem) = await authorities.FindAsync(http, pool, signup);
        if (authority is null)
            return signup is null ? problem! : Problem.AuthenticationFailed();
        var sealedCeremony = body.RequiredString("ceremony");
        JsonMember.ReadBytes(sealedCeremony, "ceremony");
        var response = RegistrationResponse.Read(body.RequiredObject("credential").Element);
        var name = PasskeyEndpoints.ReadName(body);
        var removeOthers = ReadRemoveOthers(body, authority);
        if (registration.Open(sealedCeremony) is not { } ceremony || ceremony.Pool != pool.Id || !Belongs(ceremony, authority))
        {
            await registration.ReportUnusableAsync(pool.Id, Caller.Of(http), http.RequestAborted);
            return Problem.AuthenticationFailed();
        }

        var attempt = new RegistrationAttempt
        {
            Pool = pool,
            Authority = authority,
            Ceremony = ceremony,
            Response = response,
            Caller = Caller.Of(http),
            Name = name ?? ceremony.PasskeyName,
            RemoveOthers = removeOthers,
        };
        return Answer(await authorities.CompleteAsync(attempt, authority, http.RequestAborted), pool, names);
    }

    // Whoever proved by mail that the account is theirs may clear it; anyone else removes passkeys one by one.
    private static bool ReadRemoveOthers(JsonMember body, RegistrationAuthority authority)
    {
        var removeOthers = body.OptionalBoolean("removeOthers") ?? false;
        return !removeOthers || authority is RegistrationAuthority.ProvenAccount { Ticket.Proof: ProofKind.Recovery }
            ? removeOthers
            : throw new InvalidMemberException("removeOthers", "true is for a recovery alone.");
    }

    // requirements.md, "what the field gets wrong": the ceremony's person is compared with the one who finishes it.
    private static bool Belongs(Ceremony ceremony, RegistrationAuthority authority) => authority switch
    {
        RegistrationAuthority.SignedIn signedIn => ceremony is { SignUpId: null, OperationId: null } && ceremony.UserId == signedIn.User.Id,
        RegistrationAuthority.ProvenAccount proven => ceremony.SignUpId == proven.Ticket.Id && ceremony.UserId == proven.User.Id,
        RegistrationAuthority.ByOperation by => ceremony.OperationId == by.Operation.Id && ceremony.UserId == (by.User?.Id ?? by.Operation.NewUserId),
        RegistrationAuthority.NewAccount newAccount => ceremony.SignUpId == newAccount.Ticket.Id,
        _ => false,
    };

    private static IResult Answer(RegistrationOutcome outcome, Pool pool, AuthenticatorNames names) => outcome switch
    {
        RegistrationOutcome.Added added => Created(PasskeyJson.Of(added.Passkey, names), SignalsJson.Of(pool.RpId, added.User, added.All), added.Code),
        RegistrationOutcome.Concealed concealed => Created(
            PasskeyJson.Of(concealed.Passkey, names), SignalsJson.Of(pool.RpId, concealed.Pretended, [concealed.Passkey])),
        RegistrationOutcome.Duplicate => Problem.Of(StatusCodes.Status409Conflict, "duplicate_credential", "This passkey is registered already."),
        _ => Problem.AuthenticationFailed(),
    };

    private static IResult Created(PasskeyJson passkey, SignalsJson signals, string? code = null) =>
        ApiJson.Ok(code is null ? new { passkey, signals } : new { passkey, signals, code }, StatusCodes.Status201Created);
}
