using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Credentials;

/// <summary>What became of a change of name.</summary>
internal abstract record RenameOutcome
{
    private RenameOutcome()
    {
    }

    /// <summary>It has the name.</summary>
    public sealed record Renamed(Passkey Passkey) : RenameOutcome;

    /// <summary>The person has no such passkey.</summary>
    public sealed record NotFound : RenameOutcome;

    /// <summary>The operation that allowed it was used before.</summary>
    public sealed record Spent : RenameOutcome;
}

/// <summary>Gives a passkey another name.</summary>
internal sealed class RenamePasskey(PasskeysDbContext db, StoredPasskeys passkeys, IOperationTokens operations, AuditTrail audit)
{
    public async Task<RenameOutcome> ExecuteAsync(SignedInPerson person, string passkeyId, string name, AuditFacts who, CancellationToken ct)
    {
        if (await passkeys.FindAsync(person.User.Pool, person.User.Id, passkeyId, ct) is not { } passkey)
            return new RenameOutcome.NotFound();
        await using var transaction = person.Operation is null ? null : await db.Database.BeginTransactionAsync(ct);
        if (person.Operation is { } operation && !await operations.TryUseAsync(operation, ct))
            return new RenameOutcome.Spent();
        passkey.Data.Name = name;
        audit.Add(passkey.Pool, AuditEvent.PasskeyRenamed, who with { UserId = passkey.UserId, PasskeyId = passkeyId });
        await db.SaveChangesAsync(ct);
        if (transaction is not null)
            await transaction.CommitAsync(ct);
        return new RenameOutcome.Renamed(passkey);
    }
}
