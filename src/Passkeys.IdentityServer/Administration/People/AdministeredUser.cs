using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>A person as administrators see them.</summary>
/// <param name="Id">The id, <c>sub</c> everywhere.</param>
/// <param name="Identifier">What they sign in with.</param>
/// <param name="DisplayName">What they like to be called, or null.</param>
/// <param name="Status">Whether they may sign in.</param>
/// <param name="CreatedAt">When the account came to be (UTC).</param>
/// <param name="PasskeyCount">How many passkeys they have.</param>
/// <param name="LastSignInAt">When they last signed in, as far as passkeys and living sessions tell (UTC); or null.</param>
/// <param name="HasPassword">Whether they have a password.</param>
/// <param name="Email">Where their mail goes, where that is not the identifier; or null.</param>
public sealed record AdministeredUser(
    string Id, string Identifier, string? DisplayName, UserStatus Status, DateTimeOffset CreatedAt, int PasskeyCount, DateTimeOffset? LastSignInAt, bool HasPassword, string? Email)
{
    internal static AdministeredUser Of(PoolUser user, int passkeyCount, DateTimeOffset? lastSignInAt) =>
        new(
            user.Id, user.UserName!, user.DisplayName, user.Status, user.CreatedAt, passkeyCount, lastSignInAt, user.PasswordHash is not null,
            string.Equals(user.Email, user.UserName, StringComparison.OrdinalIgnoreCase) ? null : user.Email);
}

/// <summary>A session of a person as administrators see it.</summary>
/// <param name="Id">The id, <c>sid</c> in tokens.</param>
/// <param name="AuthenticatedAt">When the person was authenticated (UTC).</param>
/// <param name="ExpiresAt">When it ends by itself (UTC).</param>
/// <param name="Amr">The authentication methods (RFC 8176).</param>
/// <param name="Acr">The authentication context class, or empty.</param>
/// <param name="ClientId">The client that it is of, or null for one of the host's own pages.</param>
/// <param name="PasskeyId">The passkey that it came from, or null for another method.</param>
/// <param name="PasskeyName">What that passkey is called, or null.</param>
public sealed record AdministeredSession(
    string Id, DateTimeOffset AuthenticatedAt, DateTimeOffset ExpiresAt, IReadOnlyList<string> Amr, string Acr, string? ClientId, string? PasskeyId, string? PasskeyName);
