using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Mail;

/// <summary>Makes and takes back one-time codes. Stored is a keyed hash; a code works once, for its pool, purpose and person, a few tries long.</summary>
internal sealed class OneTimeCodes(PasskeysDbContext db, IHostSecrets secrets, TimeProvider time)
{
    private const string SecretName = "codes";
    private const int MaxAttempts = 5;
    private const int LinkCodeBytes = 32;

    /// <summary>Makes a code of eight digits, to be typed in. Outside any transaction: the first one makes the key of the hash.</summary>
    public Task<NewCode> CreateAsync(PoolId pool, string purpose, string userId, TimeSpan lifetime, CancellationToken ct) =>
        CreateAsync(pool, purpose, userId, lifetime, RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture), ct);

    /// <summary>Makes a code that no one could guess, for a link.</summary>
    public Task<NewCode> CreateForLinkAsync(PoolId pool, string purpose, string userId, TimeSpan lifetime, CancellationToken ct) =>
        CreateAsync(pool, purpose, userId, lifetime, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(LinkCodeBytes)), ct);

    /// <summary>Makes a code for a link that stands on a session; the session has no other then.</summary>
    public async Task<NewCode> CreateOnSessionAsync(PoolId pool, string purpose, string userId, string sessionId, TimeSpan lifetime, CancellationToken ct)
    {
        var (text, row) = await CreateForLinkAsync(pool, purpose, userId, lifetime, ct);
        return new NewCode(text, new OneTimeCode { Id = sessionId, Pool = pool, Purpose = purpose, UserId = userId, Hash = row.Hash, ExpiresAt = row.ExpiresAt });
    }

    /// <summary>Adds a code; the caller saves. Earlier ones of the same purpose no longer work.</summary>
    internal async Task AddAsync(NewCode code, CancellationToken ct)
    {
        var (pool, purpose, userId) = (code.Row.Pool, code.Row.Purpose, code.Row.UserId);
        await db.OneTimeCodes.Where(c => c.Pool == pool && c.Purpose == purpose && c.UserId == userId).ExecuteDeleteAsync(ct);
        db.OneTimeCodes.Add(code.Row);
    }

    /// <summary>Whether the person was given a code, used or not, that expires after this: its expiry says when it was made.</summary>
    public Task<bool> WasGivenAsync(PoolId pool, string purpose, string userId, DateTimeOffset expiringAfter, CancellationToken ct) =>
        db.OneTimeCodes.AnyAsync(c => c.Pool == pool && c.Purpose == purpose && c.UserId == userId && c.ExpiresAt > expiringAfter, ct);

    /// <summary>Uses a code of a person. False for a wrong, used, expired or worn-out one alike.</summary>
    public async Task<bool> TryUseAsync(PoolId pool, string purpose, string userId, string code, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var live = await Live(now).Where(c => c.Pool == pool && c.Purpose == purpose && c.UserId == userId).ToListAsync(ct);
        var candidate = live is [var only] ? only : null;

        // The attempt is counted before the code is looked at: parallel guesses have no more tries than one after another. The same is done where
        // there is no code to try against, so that the work does not tell.
        var id = candidate?.Id ?? "";
        var counted = await Live(now).Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Attempts, c => c.Attempts + 1), ct);
        var hash = await HashAsync(pool, purpose, code, ct);
        if (candidate is null || counted == 0 || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(candidate.Hash)))
            return false;
        return await MarkUsedAsync(candidate.Id, now, ct);
    }

    /// <summary>Uses a code that names its person by itself: what was stored of it, or null for a wrong, used or expired one alike.</summary>
    public async Task<OneTimeCode?> TryUseLinkAsync(PoolId pool, string purpose, string code, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var hash = await HashAsync(pool, purpose, code, ct);
        var found = await Live(now).SingleOrDefaultAsync(c => c.Pool == pool && c.Purpose == purpose && c.Hash == hash, ct);
        return found is not null && await MarkUsedAsync(found.Id, now, ct) ? found : null;
    }

    private async Task<NewCode> CreateAsync(PoolId pool, string purpose, string userId, TimeSpan lifetime, string code, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return new NewCode(code, new OneTimeCode
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Pool = pool,
            Purpose = purpose,
            UserId = userId,
            Hash = await HashAsync(pool, purpose, code, ct),
            ExpiresAt = now + lifetime,
        });
    }

    private IQueryable<OneTimeCode> Live(DateTimeOffset now) =>
        db.OneTimeCodes.AsNoTracking().Where(c => c.UsedAt == null && c.ExpiresAt > now && c.Attempts < MaxAttempts);

    private async Task<bool> MarkUsedAsync(string id, DateTimeOffset now, CancellationToken ct) =>
        await db.OneTimeCodes.Where(c => c.Id == id && c.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now), ct) == 1;

    private async Task<string> HashAsync(PoolId pool, string purpose, string code, CancellationToken ct) =>
        Base64Url.EncodeToString(HMACSHA256.HashData((await secrets.GetAsync(SecretName, ct)).Span, Encoding.UTF8.GetBytes($"{pool}\n{purpose}\n{code.Trim()}")));
}

/// <summary>A code that has been made and not stored: its text, which leaves by mail or by hand, and its row.</summary>
internal sealed record NewCode(string Text, OneTimeCode Row);
