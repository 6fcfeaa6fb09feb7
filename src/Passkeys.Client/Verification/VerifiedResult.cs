namespace Passkeys.Client.Verification;

/// <summary>What came of verifying a signed result.</summary>
/// <param name="Status">What it is worth.</param>
/// <param name="Person">Who signed in, if <paramref name="Status"/> is success; else null.</param>
public sealed record VerifiedResult(ResultStatus Status, ResultPerson? Person);

/// <summary>Who signed in, by a signed result.</summary>
/// <param name="UserId">The person: <c>sub</c> of tokens, and the id of the administration.</param>
/// <param name="Pool">Their identity pool, or null where the answer does not say it.</param>
/// <param name="PasskeyId">The passkey's id, or null.</param>
/// <param name="CredentialId">Its WebAuthn credential id in base64url, or null.</param>
/// <param name="UserVerified">Whether the authenticator verified the person (WebAuthn L3 §6.1, flag UV).</param>
/// <param name="Acr">How strong the authentication was, or null.</param>
/// <param name="Amr">By which methods (RFC 8176).</param>
/// <param name="AuthenticatedAt">When (UTC).</param>
public sealed record ResultPerson(
    string UserId, string? Pool, string? PasskeyId, string? CredentialId, bool UserVerified, string? Acr, IReadOnlyList<string> Amr, DateTimeOffset? AuthenticatedAt);
