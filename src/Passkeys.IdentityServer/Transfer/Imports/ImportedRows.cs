using Microsoft.AspNetCore.Identity;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Transfer.Imports;

/// <summary>Makes the rows of what a file describes.</summary>
internal sealed class ImportedRows(AuthenticatorNames names, ILookupNormalizer normalizer, TimeProvider time)
{
    private const int MaxEmail = 256;

    /// <summary>A person. The id is new: ids are never given twice, and those of another system could be another's here.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="person">What the file says.</param>
    /// <param name="trustsMail">Whether the file is believed that an address was proved.</param>
    public PoolUser PersonOf(PoolId pool, ImportedPerson person, bool trustsMail)
    {
        var user = NewPoolUser.Create(pool, NewPoolUser.CreateId(time), person.UserHandle, person.Identifier, Cleaned(person.DisplayName), normalizer, time, Past(person.CreatedAt));
        user.Status = person.Status;
        if (user.Email is null && person.Email?.Trim() is { Length: > 0 and <= MaxEmail } email && NewPoolUser.IsPlainAddress(email))
            (user.Email, user.NormalizedEmail) = (email, normalizer.NormalizeEmail(email));
        user.EmailConfirmed = trustsMail && person.EmailConfirmed && user.Email is not null && (person.Email is null || user.Email.Equals(person.Email.Trim(), StringComparison.OrdinalIgnoreCase));
        return user;
    }

    /// <summary>A passkey. What attestation proved elsewhere is not proved here.</summary>
    public Passkey PasskeyOf(PoolId pool, string userId, ImportedPasskey passkey)
    {
        var row = new Passkey
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
            Pool = pool,
            UserId = userId,
            CredentialId = passkey.CredentialId,
            RpId = passkey.RpId!,
            Aaguid = passkey.Aaguid,
            SignCount = passkey.SignCount,
            BackedUp = passkey.BackedUp,
            LastUsedAt = passkey.LastUsedAt is null ? null : Past(passkey.LastUsedAt),
            Data = new IdentityPasskeyData
            {
                PublicKey = passkey.PublicKey,
                Name = Cleaned(passkey.Name) ?? names.Find(passkey.Aaguid, passkey.Transports).Name,
                CreatedAt = Past(passkey.CreatedAt),
                SignCount = passkey.SignCount,
                Transports = [.. passkey.Transports],
                IsUserVerified = passkey.UserVerified,
                IsBackupEligible = passkey.BackupEligible ?? false,
                IsBackedUp = passkey.BackedUp,
                AttestationObject = passkey.AttestationObject,
                ClientDataJson = passkey.ClientDataJson,
            },
        };
        if (passkey.BackupEligible is null)
            BackupEligibility.MarkUntold(row);
        return row;
    }

    private static string? Cleaned(string? text) => text?.Trim() is { Length: > 0 } cleaned ? cleaned : null;

    private DateTimeOffset Past(DateTimeOffset? at) => at is { } told && told <= time.GetUtcNow() ? told.ToUniversalTime() : time.GetUtcNow();
}
