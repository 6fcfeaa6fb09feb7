namespace Passkeys.Client.Backend;

/// <summary>A token for one operation.</summary>
/// <param name="OperationToken">The token, for the browser or the app: it goes to the provider as <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresAt">Until when it can be used (UTC), at most 5 minutes.</param>
/// <param name="Passkeys">For a sign-in of one person: how many of their passkeys can be used for it. Else null.</param>
public sealed record IssuedOperation(string OperationToken, DateTimeOffset ExpiresAt, int? Passkeys = null);

/// <summary>Who a result code stands for.</summary>
/// <param name="UserId">The person: <c>sub</c> of tokens.</param>
/// <param name="Identifier">Their identifier.</param>
/// <param name="PasskeyId">The passkey's id, or null where the person came without one.</param>
/// <param name="CredentialId">Its WebAuthn credential id in base64url, or null.</param>
/// <param name="UserVerified">Whether the authenticator verified the person.</param>
/// <param name="Amr">By which methods (RFC 8176).</param>
/// <param name="Acr">How strong that was; empty or null when there is nothing to say.</param>
/// <param name="AuthenticatedAt">When (UTC).</param>
/// <param name="Authenticator">What keeps the passkey, or null.</param>
/// <param name="IpAddress">From which address, or null.</param>
/// <param name="UserAgent">With which browser or app, or null.</param>
/// <param name="ExpiresAt">Until when this stands for the person's presence (UTC), or null.</param>
public sealed record PasskeyPrincipal(
    string UserId,
    string? Identifier,
    string? PasskeyId,
    string? CredentialId,
    bool UserVerified,
    IReadOnlyList<string>? Amr,
    string? Acr,
    DateTimeOffset AuthenticatedAt,
    PrincipalAuthenticator? Authenticator,
    string? IpAddress,
    string? UserAgent,
    DateTimeOffset? ExpiresAt);

/// <summary>What keeps a passkey.</summary>
/// <param name="Name">Its name, for people.</param>
public sealed record PrincipalAuthenticator(string Name);

/// <summary>A person of a pool, as the administration sees them.</summary>
/// <param name="Id">The person: <c>sub</c> of tokens.</param>
/// <param name="Identifier">Their identifier.</param>
/// <param name="DisplayName">The name to show, or null.</param>
/// <param name="Status"><c>active</c>, <c>pending</c> or <c>suspended</c>.</param>
/// <param name="CreatedAt">Since when (UTC).</param>
/// <param name="LastSignInAt">When they last signed in (UTC), or null.</param>
/// <param name="PasskeyCount">How many passkeys they have.</param>
public sealed record PoolPerson(string Id, string Identifier, string? DisplayName, string Status, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt, int PasskeyCount);

/// <summary>An invitation that ends in a passkey. It works once.</summary>
/// <param name="Code">The code.</param>
/// <param name="Link">The address of the page that takes it.</param>
/// <param name="ExpiresAt">Until when (UTC).</param>
public sealed record Invitation(string Code, string Link, DateTimeOffset ExpiresAt);

/// <summary>A webhook that was made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">Where it goes.</param>
/// <param name="Events">The events that it is for; empty or null: all.</param>
/// <param name="Secret">The secret of its signatures, <c>whsec_...</c>. It is shown this once.</param>
/// <param name="Enabled">Whether it is sent.</param>
public sealed record CreatedWebhook(string Id, string Url, IReadOnlyList<string>? Events, string? Secret, bool Enabled);
