using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Ceremonies.Authentication;

/// <summary>What a caller asks for at the start of a sign-in.</summary>
/// <param name="Identifier">The person's identifier, or null for a discoverable sign-in.</param>
/// <param name="ClientId">The client that will redeem it, or null.</param>
/// <param name="Scope">The most scope it may be redeemed for, or null.</param>
/// <param name="Conditional">Whether the browser will offer it in autofill.</param>
/// <param name="StepUp">What an application's authorization request demands of it, or null.</param>
internal sealed record AuthenticationRequest(string? Identifier, string? ClientId, string? Scope, bool Conditional, StepUp? StepUp = null)
{
    /// <summary>The RP ID, one of the pool's; null: the one of its new passkeys.</summary>
    public string? RpId { get; init; }

    /// <summary>What a back end has allowed, or null.</summary>
    public Operation? Operation { get; init; }

    /// <summary>How a password came out that was tried before, one of <see cref="Authentication.FirstFactor"/>; null when there was none.</summary>
    public string? FirstFactor { get; init; }
}

/// <summary>Begins a sign-in. Writes nothing, and looks the same whether or not the identifier has an account.</summary>
internal sealed class BeginAuthentication(
    PasskeysDbContext db,
    PoolUsers users,
    StoredPasskeys passkeys,
    DecoyCredentials decoys,
    CeremonyFactory ceremonies,
    SealedEnvelope envelope,
    CeremonyTelemetry telemetry)
{
    public async Task<BegunCeremony> ExecuteAsync(Pool pool, AuthenticationRequest request, CancellationToken ct)
    {
        var rpId = request.RpId ?? pool.RpId;
        var (userId, allowed) = await BindAsync(pool, rpId, request, ct);
        var ceremony = ceremonies.Create(pool).TightenedBy(request.Operation) with
        {
            RpId = rpId,
            UserId = userId,
            PasskeyIds = request.Operation?.PasskeyIds,
            ClientId = request.ClientId,
            Scope = request.Scope,
            FirstFactor = request.FirstFactor,
            Autofill = request.Conditional,
        };
        // A step-up tightens the pool's rule; no request loosens it.
        if (request.StepUp is not null)
            ceremony = ceremony with { UserVerificationRequired = true };
        telemetry.Begun(pool.Id, CeremonyPurpose.Authentication, SignInWay.Of(ceremony));
        return new BegunCeremony(
            envelope.Seal(SealPurpose.Authentication, ceremony),
            ceremony.ExpiresAt,
            OptionsJson.OfRequest(pool, ceremony, allowed, request.Conditional));
    }

    // Where the application's request is for one person, an identifier that is sent along does not make it another's.
    private Task<Binding> BindAsync(Pool pool, string rpId, AuthenticationRequest request, CancellationToken ct) => request switch
    {
        { Operation.UserId: { } userId } => ToPersonAsync(pool, rpId, userId, request.Operation.PasskeyIds, ct),
        { StepUp.Subject: { } subject } => ToPersonAsync(pool, rpId, subject, only: null, ct),
        { Identifier: { } identifier } => ToIdentifierAsync(pool, rpId, identifier, ct),
        _ => Task.FromResult(new Binding(null, [])),
    };

    private async Task<Binding> ToPersonAsync(Pool pool, string rpId, string subject, IReadOnlyList<string>? only, CancellationToken ct)
    {
        // No normalised identifier has a control character, so no identifier shares this seed.
        var decoy = await decoys.ForAsync(pool.Id, rpId, $"\n{subject}", ct);
        var known = await passkeys.DescribeAsync(pool.Id, subject, rpId, ct, only);
        return known.Count > 0 ? new Binding(subject, known) : new Binding(decoy.UserId, [decoy.Credential]);
    }

    private async Task<Binding> ToIdentifierAsync(Pool pool, string rpId, string identifier, CancellationToken ct)
    {
        // Both are done for everyone, so that the work does not tell which was needed.
        var normalized = users.Normalize(identifier);
        var decoy = await decoys.ForAsync(pool.Id, rpId, normalized, ct);
        var known = await FindCredentialsAsync(pool, rpId, normalized, ct);
        return known.Count > 0
            ? new Binding(known[0].UserId, [.. known.Select(k => k.Credential)])
            : new Binding(decoy.UserId, [decoy.Credential]);
    }

    // Who waits for an activation is nobody yet: a stranger who has just signed up learns no more of the name than before.
    private Task<List<OwnedCredential>> FindCredentialsAsync(Pool pool, string rpId, string normalizedIdentifier, CancellationToken ct) =>
        (from passkey in db.Passkeys
         join user in db.Users on passkey.UserId equals user.Id
         where passkey.Pool == pool.Id && user.Pool == pool.Id
             && user.NormalizedUserName == normalizedIdentifier && user.Status != UserStatus.Pending && passkey.RpId == rpId
         orderby passkey.Id
         select new OwnedCredential(user.Id, new CredentialDescriptor(passkey.CredentialId, passkey.Data.Transports)))
        .ToListAsync(ct);

    // A person, a decoy that nobody has, or anyone; and the credentials that the options name.
    private sealed record Binding(string? UserId, IReadOnlyList<CredentialDescriptor> Allowed);

    private sealed record OwnedCredential(string UserId, CredentialDescriptor Credential);
}
