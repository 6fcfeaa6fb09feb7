using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Audit.Verification;

/// <summary>Checks that no audit entry was changed or removed since it was sealed. It reads all entries, some hundred at a time, and changes nothing.</summary>
public interface IAuditVerification
{
    /// <summary>Checks chains from their beginning to their end.</summary>
    /// <param name="pool">The pool whose chain is checked; null for all chains, that of what belongs to no pool included.</param>
    /// <param name="progress">Is told how far it is, or null.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key that protects the seals' secret is gone.</exception>
    Task<AuditReport> VerifyAsync(PoolId? pool, IProgress<AuditProgress>? progress, CancellationToken ct);

    /// <summary>Checks the chain of what belongs to no pool.</summary>
    /// <param name="ct">Cancels.</param>
    Task<AuditChainReport> VerifyWithoutPoolAsync(CancellationToken ct);

    /// <summary>What the ends of a chain say, without looking at the entries between them: quick, however many there are.</summary>
    /// <param name="pool">The pool, or null for what belongs to none.</param>
    /// <param name="ct">Cancels.</param>
    Task<AuditChainReport> LookAsync(PoolId? pool, CancellationToken ct);
}

/// <summary>How far a verification is.</summary>
/// <param name="Pool">The pool whose chain it is at, or null for what belongs to none.</param>
/// <param name="Checked">How many entries of all chains it has checked.</param>
/// <param name="Total">How many there are to check, as far as the ends of the chains tell.</param>
public sealed record AuditProgress(PoolId? Pool, long Checked, long Total);
