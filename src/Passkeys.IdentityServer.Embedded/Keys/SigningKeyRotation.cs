using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Keys;

/// <summary>Reads the signing keys, and makes the next one when its time has come.</summary>
internal sealed partial class SigningKeyRotation(
    PasskeysDbContext db,
    IDataProtectionProvider protection,
    TimeProvider time,
    IOptions<EmbeddedProviderOptions> options,
    AuditTrail audit,
    ILogger<SigningKeyRotation> logger) : ISigningKeyRotation
{
    // A key that is needed at once must be so for nodes whose clocks are behind, too, else each makes its own.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private readonly IDataProtector _protector = protection.CreateProtector("Passkeys.IdentityServer.SigningKeys.v1");

    /// <summary>All keys to publish now; one of them signs now.</summary>
    public async Task<IReadOnlyList<KeyMaterial>> ReadAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var rows = await RowsAsync(ct);
        var keys = Open(rows, now);
        if (ActivationOfNext(rows, keys, now) is not { } activation)
            return keys;
        await MakeAsync(rows.LastOrDefault(), activation, ct);
        keys = Open(await RowsAsync(ct), now);
        return keys.Any(key => key.SignsAt(now)) ? keys : throw new InvalidOperationException("There is no signing key, and none could be made.");
    }

    public async Task<KeyRotationOutcome> RotateAsync(TimeSpan publishedBefore, AuditFacts who, CancellationToken ct)
    {
        // A node reads the keys once in their cache's lifetime; by the end of it each has read the new one.
        var least = options.Value.SigningKeys.CacheLifetime + ClockSkew;
        if (publishedBefore < least)
            return new KeyRotationOutcome.TooSoon(least);
        await ReadAsync(ct);
        var activation = time.GetUtcNow() + publishedBefore;
        var formerExpireAt = activation + options.Value.SigningKeys.PublishedAfter;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var last = (await RowsAsync(ct)).LastOrDefault();
        await db.SigningKeys.Where(key => key.RetiresAt > activation).ExecuteUpdateAsync(
            set => set.SetProperty(key => key.RetiresAt, activation).SetProperty(key => key.ExpiresAt, formerExpireAt), ct);
        if (await MakeAsync(last, activation, ct) is not { } made)
            return new KeyRotationOutcome.MadeElsewhere();
        audit.Add(pool: null, AuditEvent.SigningKeyMade, who with { Reason = made.Id });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new KeyRotationOutcome.Rotated(new NextKey(made.Id, activation, formerExpireAt));
    }

    private Task<List<SigningKey>> RowsAsync(CancellationToken ct) =>
        db.SigningKeys.AsNoTracking().OrderBy(key => key.CreatedAt).ThenBy(key => key.Id).ToListAsync(ct);

    private DateTimeOffset? ActivationOfNext(List<SigningKey> rows, List<KeyMaterial> keys, DateTimeOffset now)
    {
        if (!keys.Any(key => key.SignsAt(now)))
            return now - ClockSkew;
        var last = rows[^1].RetiresAt;
        return last - options.Value.SigningKeys.PublishedBefore <= now ? last : null;
    }

    // Of several nodes one makes the key: whoever first claims the right to follow the last one. Both rows are saved together or not at all.
    private async Task<SigningKey?> MakeAsync(SigningKey? last, DateTimeOffset activation, CancellationToken ct)
    {
        var key = New(last, activation);
        db.SigningKeys.Add(key);
        db.SpentIds.Add(new SpentId { Purpose = SpentPurpose.SigningKey, Id = $"after:{last?.Id}", ExpiresAt = key.ExpiresAt });
        try
        {
            await db.SaveChangesAsync(ct);
            LogMade(key.Id, key.ActivatesAt);
            return key;
        }
        catch (DbUpdateException failure)
        {
            LogNotMade(failure);
            return null;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private SigningKey New(SigningKey? last, DateTimeOffset activation)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var lifetimes = options.Value.SigningKeys;
        var retirement = activation + lifetimes.SigningPeriod;
        return new SigningKey
        {
            Id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
            ProtectedKey = Convert.ToBase64String(_protector.Protect(key.ExportPkcs8PrivateKey())),
            // In the order of their making, also of two that were made within one tick of the database.
            CreatedAt = new[] { time.GetUtcNow(), last?.CreatedAt.AddMilliseconds(1) ?? default }.Max(),
            ActivatesAt = activation,
            RetiresAt = retirement,
            ExpiresAt = retirement + lifetimes.PublishedAfter,
        };
    }

    private List<KeyMaterial> Open(List<SigningKey> rows, DateTimeOffset now) =>
        [.. rows.Where(row => now < row.ExpiresAt).Select(Open).OfType<KeyMaterial>()];

    // A key that cannot be opened (the Data Protection keys were lost) is as good as gone; another one takes its place.
    private KeyMaterial? Open(SigningKey row)
    {
        try
        {
            return new KeyMaterial(row, _protector.Unprotect(Convert.FromBase64String(row.ProtectedKey)));
        }
        catch (CryptographicException failure)
        {
            LogNotOpened(failure, row.Id);
            return null;
        }
    }

    [LoggerMessage(5101, LogLevel.Information, "Made signing key {Kid}, which signs from {ActivatesAt}")]
    private partial void LogMade(string kid, DateTimeOffset activatesAt);

    [LoggerMessage(5102, LogLevel.Debug, "Another node made the next signing key")]
    private partial void LogNotMade(Exception failure);

    [LoggerMessage(5103, LogLevel.Error, "Signing key {Kid} cannot be opened: the Data Protection keys it was protected with are not there")]
    private partial void LogNotOpened(Exception failure, string kid);
}
