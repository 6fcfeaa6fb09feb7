using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Transfer.Imports;

/// <summary>Reads a file in parts and judges each record by the pool's rules, by the file so far, and by who is in the pool.</summary>
internal sealed class CheckedRecords(PersonRules rules, KnownPeople known, ILookupNormalizer normalizer, IOptions<TransferOptions> options)
{
    /// <summary>The parts of a file after its first <paramref name="done"/> records, which count as seen and are not judged again.</summary>
    public IEnumerable<UnjudgedPart> Read(ImportPlan plan, int done)
    {
        var soFar = new FileSoFar(plan.Target, plan.Format.OnePersonARecord);
        foreach (var part in plan.Format.Read(plan.File.Content).Select(record => rules.Check(plan.Target, plan.Request.RpId, record)).Chunk(options.Value.BatchSize))
        {
            var seen = part.Select(record => See(record, soFar)).Where(each => each.Record.Number > done || each.Record.Number == 0).ToList();
            if (seen.Count > 0)
                yield return new UnjudgedPart(plan, seen);
        }
    }

    /// <summary>Judges a part by who is in the pool now.</summary>
    public async Task<IReadOnlyList<JudgedRecord>> JudgeAsync(UnjudgedPart part, CancellationToken ct)
    {
        var (plan, records) = part;
        var valid = records.Where(each => each.Record.IsValid).ToList();
        var people = await known.FindAsync(plan.Pool, [.. valid.Select(each => each.Name).Distinct(StringComparer.Ordinal)], [.. valid.Select(each => each.Record.Person!.UserHandle)], ct);
        var hashes = valid.SelectMany(each => each.Record.Person!.Passkeys).Select(passkey => new CredentialId(passkey.CredentialId).Hash()).ToList();
        var passkeys = new List<Passkey>();
        foreach (var some in hashes.Chunk(TransferOptions.MaxBatchSize))
            passkeys.AddRange(await known.FindPasskeysAsync(plan.Pool, some, ct));
        var pool = new InThePool(people.ToDictionary(person => person.Name, StringComparer.Ordinal), [.. people.Select(person => Convert.ToHexString(person.UserHandle))],
            passkeys.ToDictionary(passkey => Convert.ToHexString(passkey.CredentialHash), StringComparer.Ordinal));
        return [.. records.Select(each => each.Record.IsValid ? Judge(plan, each, pool) : new JudgedRecord(each.Record, each.Name, null, [], each.FirstOfPerson))];
    }

    /// <summary>The same in a transaction that stores: whoever gets a passkey besides those they have is held first.</summary>
    public async Task<IReadOnlyList<JudgedRecord>> JudgeHeldAsync(UnjudgedPart part, CancellationToken ct)
    {
        var judged = await JudgeAsync(part, ct);
        var holders = judged.Where(each => each.Fresh.Count > 0).Select(each => each.Holder?.Id).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (holders.Count == 0)
            return judged;
        await known.HoldAsync(part.Plan.Pool, holders, ct);
        return await JudgeAsync(part, ct);
    }

    private SeenRecord See(ImportRecord record, FileSoFar soFar)
    {
        if (!record.IsValid)
            return new SeenRecord(record, "", FirstOfPerson: false);
        var name = normalizer.NormalizeName(record.Person!.Identifier)!;
        return new SeenRecord(record.With(soFar.Add(record, name, out var first)), name, first);
    }

    private static JudgedRecord Judge(ImportPlan plan, SeenRecord seen, InThePool pool)
    {
        var (record, name, first) = seen;
        var person = record.Person!;
        var holder = pool.People.GetValueOrDefault(name);
        var errors = new List<ImportError>();
        // The same handle says that it is the same person; another's account is nobody's to add to.
        if (holder is not null && !holder.UserHandle.AsSpan().SequenceEqual(person.UserHandle))
            errors.Add(record.Error("identifier", "a person of the pool has it already, with another user handle."));
        else if (holder is null && pool.Handles.Contains(Convert.ToHexString(person.UserHandle)))
            errors.Add(record.Error("userHandle", "a person of the pool has it already, with another identifier."));
        var fresh = new List<ImportedPasskey>();
        foreach (var passkey in person.Passkeys)
        {
            if (pool.Passkeys.GetValueOrDefault(Convert.ToHexString(new CredentialId(passkey.CredentialId).Hash())) is not { } there)
                fresh.Add(passkey);
            else if (there.UserId != holder?.Id)
                errors.Add(record.Error(PersonRules.PathOf(passkey, "credentialId"), "another person of the pool has it already."));
            else if (there.RpId != passkey.RpId || !there.Data.PublicKey.AsSpan().SequenceEqual(passkey.PublicKey))
                errors.Add(record.Error(PersonRules.PathOf(passkey, "publicKey"), "the person has a passkey with the same credential id and another key or RP ID."));
        }
        if (holder is not null && fresh.Count > 0)
        {
            // Else whoever administers a pool would take over the account of one who may do more.
            if (!plan.By.Reach.Covers(AdministratorReach.Of(holder.Roles)))
                errors.Add(record.Error("identifier", "the person may administer more than you: you cannot add a passkey to their account."));
            if (holder.Status is UserStatus.Suspended)
                errors.Add(record.Error("identifier", "the person is suspended: they get no passkey until they are active again."));
            if (holder.PasskeyCount + fresh.Count > plan.Target.Policy.MaxPasskeysPerUser)
                errors.Add(PersonRules.TooMany(record, plan.Target));
        }
        return new JudgedRecord(record.With(errors), name, holder, fresh, first);
    }

    private sealed record InThePool(IReadOnlyDictionary<string, KnownPerson> People, HashSet<string> Handles, IReadOnlyDictionary<string, Passkey> Passkeys);
}

/// <summary>A part of a file, not yet held against the pool.</summary>
internal sealed record UnjudgedPart(ImportPlan Plan, IReadOnlyList<SeenRecord> Records);

/// <summary>A record that was held against the pool's rules and the file so far.</summary>
/// <param name="Record">The record.</param>
/// <param name="Name">The identifier, normalised; empty where there is none.</param>
/// <param name="FirstOfPerson">Whether it is the first of its person.</param>
internal sealed record SeenRecord(ImportRecord Record, string Name, bool FirstOfPerson);

/// <summary>A record that was held against everything.</summary>
/// <param name="Record">The record, with what is wrong with it.</param>
/// <param name="Name">The identifier, normalised.</param>
/// <param name="Holder">The person, where the pool has them already.</param>
/// <param name="Fresh">The passkeys that the pool does not have.</param>
/// <param name="FirstOfPerson">Whether it is the first of its person.</param>
internal sealed record JudgedRecord(ImportRecord Record, string Name, KnownPerson? Holder, IReadOnlyList<ImportedPasskey> Fresh, bool FirstOfPerson)
{
    /// <summary>How many of its passkeys the pool has already.</summary>
    public int Skipped => Record.Person!.Passkeys.Count - Fresh.Count;
}
