using System.Text.Json.Serialization;
using Passkeys.Client.Verification;

namespace Passkeys.Client.Backend;

/// <summary>The answer of <c>results/verify</c>.</summary>
internal sealed record RemoteVerification([property: JsonPropertyName("result")] string Result, [property: JsonPropertyName("principal")] PasskeyPrincipal? Principal)
{
    public VerifiedResult ToResult() => new(StatusOf(Result), Principal is { } who
        ? new ResultPerson(who.UserId, Pool: null, who.PasskeyId, who.CredentialId, who.UserVerified, who.Acr, who.Amr ?? [], who.AuthenticatedAt)
        : null);

    private static ResultStatus StatusOf(string result) => result switch
    {
        "success" => ResultStatus.Success,
        "invalid_signature" => ResultStatus.InvalidSignature,
        "invalid_audience" => ResultStatus.InvalidAudience,
        "user_mismatch" => ResultStatus.UserMismatch,
        "expired" => ResultStatus.Expired,
        "already_used" => ResultStatus.AlreadyUsed,
        _ => throw new PasskeysException($"The provider answered {result}, which the contract does not know."),
    };
}
