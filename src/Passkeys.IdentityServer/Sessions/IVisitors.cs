using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>A person signed in at the host's own pages, as far as a page needs to know.</summary>
/// <param name="Pool">The person's pool.</param>
/// <param name="Identifier">What the person signs in with.</param>
/// <param name="DisplayName">What the person likes to be called, or null.</param>
public sealed record Visitor(PoolId Pool, string Identifier, string? DisplayName)
{
    /// <summary>The person's id, <c>sub</c>.</summary>
    public required string UserId { get; init; }

    /// <summary>The session of the cookie, <c>sid</c>.</summary>
    public required string SessionId { get; init; }

    /// <summary>The passkey that signed in here, by its id in the API; null when it was another method.</summary>
    public string? PasskeyId { get; init; }
}

/// <summary>Who is signed in at the host's own pages.</summary>
public interface IVisitors
{
    /// <summary>The person of the request's sign-in cookie, or null when nobody is signed in.</summary>
    Task<Visitor?> FindAsync(HttpContext http);
}

internal sealed class Visitors : IVisitors
{
    public async Task<Visitor?> FindAsync(HttpContext http) =>
        await LiveSession.OfAsync(http) is var (session, user)
            ? new Visitor(user.Pool, user.UserName!, user.DisplayName) { UserId = user.Id, SessionId = session.Id, PasskeyId = session.PasskeyId }
            : null;
}
