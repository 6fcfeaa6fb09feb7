using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>An authorization code, and everything it stands on, read by one query.</summary>
internal sealed class FoundCode
{
    public required AuthorizationCode Code { get; init; }

    public Session? Session { get; init; }

    public PoolUser? User { get; init; }

    public required bool PoolIsEnabled { get; init; }

    public required bool PasskeyIsThere { get; init; }

    public bool IsSpent => Code.SpentAt is not null;

    public IReadOnlyList<string> Scope => Code.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether it was issued to this client, for this redirect URI, to the one who knows this verifier (RFC 6749 §4.1.3, RFC 7636 §4.6).</summary>
    public bool IsFor(Client client, string redirectUri, string verifier) =>
        Code.ClientId == client.ClientId
        && client.Pools.Contains(Code.Pool.Value)
        && string.Equals(Code.RedirectUri, redirectUri, StringComparison.Ordinal)
        && IsVerifier(verifier)
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code.CodeChallenge), Encoding.ASCII.GetBytes(ChallengeOf(verifier)));

    public bool Lives(DateTimeOffset now) =>
        now < Code.ExpiresAt
        && Session is { } session && now < session.ExpiresAt
        && User is { Status: UserStatus.Active }
        && PoolIsEnabled
        && PasskeyIsThere;

    public static IQueryable<FoundCode> In(PasskeysDbContext db) =>
        from code in db.AuthorizationCodes
        from session in db.Sessions.Where(s => s.Pool == code.Pool && s.Id == code.SessionId && s.UserId == code.UserId).DefaultIfEmpty()
        from user in db.Users.Where(u => u.Pool == code.Pool && u.Id == code.UserId).DefaultIfEmpty()
        select new FoundCode
        {
            Code = code,
            Session = session,
            User = user,
            PoolIsEnabled = db.Pools.Any(p => p.Id == code.Pool && p.Enabled),
            PasskeyIsThere = session.PasskeyId == null || db.Passkeys.Any(p => p.Pool == code.Pool && p.Id == session.PasskeyId && p.UserId == code.UserId),
        };

    // RFC 7636 §4.1: 43 to 128 characters; a shorter one could be guessed.
    private static bool IsVerifier(string verifier) =>
        verifier.Length is >= 43 and <= 128 && verifier.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~');

    // RFC 7636 §4.2.
    private static string ChallengeOf(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
