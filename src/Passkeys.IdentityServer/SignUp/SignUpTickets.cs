using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>Issues and reads <c>signup</c>: sealed, so that nothing is stored before there is a passkey.</summary>
internal sealed class SignUpTickets(
    SealedEnvelope envelope, OneTimeClaims claims, PoolUsers users, IEngineSessions sessions, IOptions<PasskeysOptions> options, TimeProvider time)
{
    private const int IdBytes = 16;

    /// <summary>The right to an account that is yet to be made.</summary>
    public string Issue(Pool pool, string identifier, string? displayName) => Seal(New(pool.Id, identifier, displayName, pool.Policy.Lifetimes));

    /// <summary>The right to a further passkey of an account, by a proof of <see cref="ProofKind"/>; with a session, for as long as that lives.</summary>
    public string IssueTo(PoolUser user, string proof, PoolLifetimes lifetimes, string? sessionId = null) =>
        Seal(New(user.Pool, user.UserName!, user.DisplayName, lifetimes) with { UserId = user.Id, Stamp = user.SecurityStamp, Proof = proof, SessionId = sessionId });

    /// <summary>Whether a person was made by this sign-up, however long ago.</summary>
    public bool Made(PoolUser user, string signup) =>
        envelope.Open<SignUpTicket>(SealPurpose.SignUp, signup) is { } ticket && ticket.Pool == user.Pool && ticket.NewUserId == user.Id;

    /// <summary>The right that a ticket of this pool gives, or null when it is forged, expired or used.</summary>
    public async Task<RegistrationAuthority?> ReadAsync(PoolId pool, string signup, CancellationToken ct)
    {
        var ticket = envelope.Open<SignUpTicket>(SealPurpose.SignUp, signup);
        if (ticket is null || ticket.Pool != pool || ticket.ExpiresAt <= time.GetUtcNow() || await claims.IsSpentAsync(SpentPurpose.SignUp, ticket.Id, ct))
            return null;
        if (ticket.UserId is null)
            return new RegistrationAuthority.NewAccount(ticket);
        if (ticket.SessionId is { } sessionId && (await sessions.FindAsync(pool, sessionId, ct))?.User.Id != ticket.UserId)
            return null;
        return await users.FindAsync(pool, ticket.UserId, ct) is { Status: not UserStatus.Suspended } user && IsStillMeant(ticket, user)
            ? new RegistrationAuthority.ProvenAccount(ticket, user)
            : null;
    }

    // What came by mail was for whom the account had then. It may have another identifier, and another mailbox, by now; or an administrator has
    // taken back what there was, or given the account more than whoever had the code was to have.
    private bool IsStillMeant(SignUpTicket ticket, PoolUser user) =>
        ticket.SessionId is not null || (users.Normalize(ticket.Identifier) == user.NormalizedUserName && ticket.Stamp == user.SecurityStamp);

    private SignUpTicket New(PoolId pool, string identifier, string? displayName, PoolLifetimes lifetimes) => new()
    {
        Id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes)),
        Pool = pool,
        Identifier = identifier.Trim(),
        DisplayName = displayName,
        ExpiresAt = time.GetUtcNow() + PoolLifetimes.Of(lifetimes.SignUpSeconds, options.Value.SignUpLifetime),
        NewUserId = NewPoolUser.CreateId(time),
    };

    private string Seal(SignUpTicket ticket) => envelope.Seal(SealPurpose.SignUp, ticket);
}
