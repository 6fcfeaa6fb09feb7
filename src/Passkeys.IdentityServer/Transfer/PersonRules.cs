using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Transfer;

/// <summary>What a pool expects of a person and their passkeys, without a look at anybody else.</summary>
/// <param name="verifier">Says which keys can be checked.</param>
internal sealed class PersonRules(IWebAuthnVerifier verifier)
{
    /// <summary>The longest display name, in characters.</summary>
    public const int MaxDisplayName = 200;

    /// <summary>The longest name of a passkey, in characters.</summary>
    public const int MaxPasskeyName = 100;

    private const int MaxHandle = 64;
    private const int MinCredentialId = 16;
    private const int MaxTransports = 10;
    private const int MaxTransport = 32;

    /// <summary>The record with the keys as they are stored, and with what is wrong with it.</summary>
    public ImportRecord Check(Pool pool, string? rpId, ImportRecord record)
    {
        if (record.Person is not { } person)
            return record;
        var errors = new List<ImportError>();
        try
        {
            person = person with { Identifier = IdentifierMember.Check(person.Identifier) };
        }
        catch (InvalidMemberException)
        {
            errors.Add(record.Error("identifier", IdentifierMember.Expected));
        }
        // WebAuthn L3 §5.4.3: 1 to 64 bytes.
        if (person.UserHandle.Length is 0 or > MaxHandle)
            errors.Add(record.Error("userHandle", $"1 to {MaxHandle} bytes are expected; it has {person.UserHandle.Length}."));
        if (person.Passkeys.Count > pool.Policy.MaxPasskeysPerUser)
            errors.Add(TooMany(record, pool));
        var passkeys = person.Passkeys.Select(passkey => CheckKey(record, passkey with { RpId = passkey.RpId ?? rpId }, errors)).ToList();
        errors.AddRange(passkeys.SelectMany(passkey => Judge(pool, record, passkey)));
        return (record with { Person = person with { Passkeys = passkeys } }).With(errors);
    }

    /// <summary>The error of a person who would have too many passkeys.</summary>
    public static ImportError TooMany(ImportRecord record, Pool pool) =>
        record.Error("passkeys", $"at most {pool.Policy.MaxPasskeysPerUser} are expected: more the pool lets nobody have.");

    /// <summary>The path of a passkey's member, as errors name it.</summary>
    public static string PathOf(ImportedPasskey passkey, string member) => passkey.Path.Length == 0 ? member : $"{passkey.Path}.{member}";

    private ImportedPasskey CheckKey(ImportRecord record, ImportedPasskey passkey, List<ImportError> errors)
    {
        if (ImportedKey.Read(passkey.PublicKey) is not var (canonical, key))
        {
            errors.Add(record.Error(PathOf(passkey, "publicKey"), "a public key as a COSE_Key (RFC 9052 §7) is expected."));
            return passkey;
        }
        if (!verifier.Algorithms.Contains(key.Algorithm))
            errors.Add(record.Error(PathOf(passkey, "publicKey"), $"its algorithm, {key.Algorithm}, cannot be checked here; expected is one of {string.Join(", ", verifier.Algorithms)}."));
        else if (!key.FitsItsAlgorithm)
            errors.Add(record.Error(PathOf(passkey, "publicKey"), $"the key does not fit its algorithm, {key.Algorithm}."));
        else if (!key.IsLongEnough)
            errors.Add(record.Error(PathOf(passkey, "publicKey"), "an RSA key of 2048 bits or more is expected (RFC 8812 §2)."));
        return passkey with { PublicKey = canonical };
    }

    private static IEnumerable<ImportError> Judge(Pool pool, ImportRecord record, ImportedPasskey passkey)
    {
        // WebAuthn L3 §4: a credential id has at least 16 bytes, and at most 1023.
        if (passkey.CredentialId.Length is < MinCredentialId or > CredentialId.MaxLength)
            yield return record.Error(PathOf(passkey, "credentialId"), $"{MinCredentialId} to {CredentialId.MaxLength} bytes are expected; it has {passkey.CredentialId.Length}.");
        if (passkey.RpId is null)
            yield return record.Error(PathOf(passkey, "rpId"), "the file does not tell the RP ID; say it with the import.");
        else if (!pool.Accepts(passkey.RpId))
            yield return record.Error(PathOf(passkey, "rpId"), $"{pool.RpId} is expected, or an RP ID that the pool had before.");
        if (passkey.Transports.Count > MaxTransports || passkey.Transports.Any(each => each.Length is 0 or > MaxTransport || each.Any(char.IsControl)))
            yield return record.Error(PathOf(passkey, "transports"), $"at most {MaxTransports} are expected, of at most {MaxTransport} characters.");
        if (passkey is { BackedUp: true, BackupEligible: false })
            yield return record.Error(PathOf(passkey, "backedUp"), "only what is backup eligible can be backed up (WebAuthn L3 §6.1.3).");
        var policy = pool.Policy;
        if (policy.DeniedAaguids.Contains(passkey.Aaguid) || (policy.AllowedAaguids.Count > 0 && !policy.AllowedAaguids.Contains(passkey.Aaguid)))
            yield return record.Error(PathOf(passkey, "aaguid"), "a model of authenticator that the pool allows is expected.");
        if (!policy.SyncedPasskeysAllowed && passkey.BackupEligible is not false)
            yield return record.Error(PathOf(passkey, "backupEligible"), "false is expected: the pool allows no synced passkeys.");
    }
}
