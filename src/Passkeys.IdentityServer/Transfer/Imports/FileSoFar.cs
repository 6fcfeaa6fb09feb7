using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Transfer.Imports;

/// <summary>
/// What of a file was seen so far: nobody and nothing comes twice. It keeps 16 bytes of a hash of each, some hundred bytes a record: half a million records take some ten megabytes.
/// </summary>
/// <param name="pool">The pool.</param>
/// <param name="onePersonARecord">Whether a person has only one record.</param>
internal sealed class FileSoFar(Pool pool, bool onePersonARecord)
{
    private readonly Dictionary<UInt128, Seen> _names = [];
    private readonly Dictionary<UInt128, int> _handles = [];
    private readonly Dictionary<UInt128, int> _credentials = [];

    /// <summary>Adds a record that is right by itself, and says what it collides with. One that collides leaves nothing behind.</summary>
    /// <param name="record">The record.</param>
    /// <param name="name">The identifier, normalised.</param>
    /// <param name="firstOfPerson">Whether the person was not seen before.</param>
    public IReadOnlyList<ImportError> Add(ImportRecord record, string name, out bool firstOfPerson)
    {
        var person = record.Person!;
        var (named, handle) = (KeyOf(Encoding.UTF8.GetBytes(name)), KeyOf(person.UserHandle));
        firstOfPerson = !_names.TryGetValue(named, out var seen);
        var errors = new List<ImportError>();
        if (!firstOfPerson && onePersonARecord)
            errors.Add(record.Error("identifier", $"record {seen.Record} has it already."));
        else if (!firstOfPerson && seen.Handle != handle)
            errors.Add(record.Error("userHandle", $"that of record {seen.Record} is expected, which has the same identifier."));
        if (firstOfPerson && _handles.TryGetValue(handle, out var other))
            errors.Add(record.Error("userHandle", $"record {other} has it already, for another person."));
        var credentials = person.Passkeys.Select(passkey => (passkey, Key: KeyOf(passkey.CredentialId))).ToList();
        foreach (var (passkey, key) in credentials)
        {
            if (_credentials.TryGetValue(key, out var holder))
                errors.Add(record.Error(PersonRules.PathOf(passkey, "credentialId"), $"record {holder} has it already."));
        }
        if (credentials.DistinctBy(each => each.Key).Count() < credentials.Count)
            errors.Add(record.Error("passkeys", "the same credential id stands there twice."));
        if (seen.Passkeys + credentials.Count > pool.Policy.MaxPasskeysPerUser)
            errors.Add(PersonRules.TooMany(record, pool));
        if (errors.Count > 0)
            return errors;

        _names[named] = new Seen(handle, firstOfPerson ? record.Number : seen.Record, seen.Passkeys + credentials.Count);
        _handles.TryAdd(handle, record.Number);
        foreach (var (_, key) in credentials)
            _credentials.Add(key, record.Number);
        return [];
    }

    private static UInt128 KeyOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(bytes));

    private readonly record struct Seen(UInt128 Handle, int Record, int Passkeys);
}
