using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>What the API answers to acts on people.</summary>
internal static class ActAnswer
{
    public static IResult Of<T>(ActOutcome<T> outcome, Func<T, IResult> done) => outcome.Refusal is { } refusal ? Of(refusal) : done(outcome.Value!);

    public static IResult Created(EnrolmentLink link) => ApiJson.Ok(link, StatusCodes.Status201Created);

    private static IResult Of(ActRefusal refusal) => refusal switch
    {
        ActRefusal.NotFound => Problem.NotFound(),
        ActRefusal.OutOfReach => AdministratorFilter.OutOfReach(),
        ActRefusal.InvalidIdentifier => Problem.InvalidRequest(new InvalidMemberException("identifier", "1 to 256 characters, none of them a control character, are expected.")),
        ActRefusal.InvalidDisplayName => Problem.InvalidRequest(new InvalidMemberException("displayName", $"at most {AccountTexts.LongestDisplayName} characters are expected.")),
        ActRefusal.IdentifierTaken => Conflict("identifier_taken", "Another person of this pool has the identifier."),
        ActRefusal.LastAdministrator => Conflict("last_administrator", "Nobody would be left who administers the whole host."),
        ActRefusal.LastCredential => Problem.LastCredential(),
        ActRefusal.Suspended => Conflict("user_suspended", "The person is suspended: a link would lead nowhere."),
        ActRefusal.InvitationsDisabled => Forbidden("registration_disabled", "This pool has no invitations."),
        ActRefusal.UnclaimedAccount => Conflict("user_pending", "Nobody has activated this account yet, and so nobody knows whose it is. Invite the person first."),
        ActRefusal.InvalidRole => Problem.InvalidRequest(new InvalidMemberException("roles", "platform-administrator, auditor, pool-administrator:{pool} or auditor:{pool}, of pools that exist, are expected.")),
        ActRefusal.OwnRequest => Forbidden("own_request", "Another person than asked for the link has to approve it."),
        ActRefusal.OwnAccount => Forbidden("own_account", "Another person than gets the link has to approve it."),
        ActRefusal.PersonRequired => Forbidden("person_required", "A person has to approve the link; a client on its own is none."),
        ActRefusal.AlreadyDecided => Conflict("already_decided", "Somebody has decided already."),
        ActRefusal.RequestExpired => Conflict("request_expired", "The request was not decided in time."),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, message: null),
    };

    private static IResult Conflict(string code, string detail) => Problem.Of(StatusCodes.Status409Conflict, code, detail);

    private static IResult Forbidden(string code, string detail) => Problem.Of(StatusCodes.Status403Forbidden, code, detail);
}
