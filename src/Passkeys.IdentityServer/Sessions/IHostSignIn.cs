using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>
/// For a host with people and sign-in pages of its own: begins a session here for someone whom the host has just authenticated by other
/// means, so that they can add their first passkey. <c>sub</c> stays what it is.
/// </summary>
public interface IHostSignIn
{
    /// <summary>
    /// Begins the session and sets the extension's own cookie; cookies of the host are left alone. The first time, the person becomes one of
    /// the pool, with the host's id; later, identifier, name and address follow the host's.
    /// </summary>
    /// <param name="http">The request in which the host authenticated the person.</param>
    /// <param name="pool">The pool of the host's people.</param>
    /// <param name="person">The person.</param>
    /// <param name="how">How they were authenticated, such as <c>new("pwd", "")</c> (RFC 8176).</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Whether there is a session now.</returns>
    Task<HostSignInOutcome> SignInAsync(HttpContext http, PoolId pool, HostPerson person, AuthenticationContext how, CancellationToken ct);
}

/// <summary>A person as the host knows them.</summary>
/// <param name="Id">The host's id, which is the <c>sub</c> of its tokens: 1 to 64 characters.</param>
/// <param name="Identifier">What the person signs in with, unique in the pool whatever the case: 1 to 256 characters.</param>
public sealed record HostPerson(string Id, string Identifier)
{
    /// <summary>What the person likes to be called, at most 200 characters; or null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The e-mail address, or null.</summary>
    public string? Email { get; init; }

    /// <summary>Whether the host knows the address to be the person's. Default false.</summary>
    public bool EmailVerified { get; init; }
}

/// <summary>What became of a sign-in by the host.</summary>
public enum HostSignInOutcome
{
    /// <summary>The person has a session.</summary>
    SignedIn,

    /// <summary>There is no such pool, or it is disabled.</summary>
    UnknownPool,

    /// <summary>Another person of the pool has the identifier: the two have to be told apart by an administrator, never by a guess.</summary>
    IdentifierTaken,

    /// <summary>The person may not sign in, says the pool.</summary>
    NotActive,

    /// <summary>The id is that of a person of another pool: <c>sub</c> names one person of the issuer, whichever the pool (OpenID Connect Core 1.0 §2).</summary>
    IdTaken,
}
