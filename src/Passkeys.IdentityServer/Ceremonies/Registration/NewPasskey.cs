using Microsoft.AspNetCore.Identity;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Credentials;

namespace Passkeys.IdentityServer.Ceremonies.Registration;

/// <summary>Makes a credential record (WebAuthn L3 §7.1 step 27) of a verified registration.</summary>
internal sealed class NewPasskey(AuthenticatorNames names, TimeProvider time)
{
    public Passkey Create(RegistrationAttempt attempt, RegistrationVerification.Verified verified)
    {
        var response = attempt.Response;
        var data = response.AuthenticatorData;
        var backedUp = data.Flags.HasFlag(AuthenticatorFlags.BackedUp);
        var aaguid = data.Attested!.Aaguid;
        return new Passkey
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
            Pool = attempt.Pool.Id,
            UserId = attempt.Ceremony.UserId!,
            CredentialId = response.RawId,
            RpId = attempt.Ceremony.RpId,
            Aaguid = aaguid,
            SignCount = data.SignCount,
            BackedUp = backedUp,
            HardwareProtected = verified.HardwareProtected,
            Data = new IdentityPasskeyData
            {
                PublicKey = verified.PublicKey,
                Name = attempt.Name ?? names.Find(aaguid, response.Transports).Name,
                CreatedAt = time.GetUtcNow(),
                SignCount = data.SignCount,
                Transports = [.. response.Transports],
                IsUserVerified = data.Flags.HasFlag(AuthenticatorFlags.UserVerified),
                IsBackupEligible = data.Flags.HasFlag(AuthenticatorFlags.BackupEligible),
                IsBackedUp = backedUp,
                AttestationObject = response.AttestationObject,
                ClientDataJson = response.ClientDataJson,
            },
        };
    }
}
