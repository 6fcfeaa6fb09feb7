using Passkeys.IdentityServer.Credentials;

namespace Passkeys.IdentityServer.Ceremonies.Registration;

/// <summary>Asks all gates of the host.</summary>
internal sealed class RegistrationGates(IEnumerable<IRegistrationGate> gates)
{
    /// <summary>Whether a passkey may be stored by the right that there is for it.</summary>
    public ValueTask<bool> AllowAsync(RegistrationAttempt attempt, Passkey passkey, CancellationToken ct) => AllowAsync(
        CandidateOf(attempt) with
        {
            Pool = attempt.Pool.Id,
            IpAddress = attempt.Caller.IpAddress,
            Passkey = new CandidatePasskey(
                passkey.Aaguid, passkey.Data.IsUserVerified, passkey.Data.IsBackupEligible, passkey.HardwareProtected, [.. passkey.Data.Transports ?? []]),
        },
        ct);

    public async ValueTask<bool> AllowAsync(RegistrationCandidate candidate, CancellationToken ct)
    {
        foreach (var gate in gates)
        {
            if (!await gate.AllowsAsync(candidate, ct))
                return false;
        }
        return true;
    }

    private static RegistrationCandidate CandidateOf(RegistrationAttempt attempt) => attempt.Authority switch
    {
        RegistrationAuthority.SignedIn signedIn => new() { Pool = default, Identifier = signedIn.User.UserName!, User = signedIn.User, ClientId = signedIn.ClientId },
        RegistrationAuthority.ByOperation { User: { } user } by => new() { Pool = default, Identifier = user.UserName!, User = user, ClientId = by.Operation.ClientId },
        RegistrationAuthority.ByOperation by => new() { Pool = default, Identifier = by.Operation.Username!, ClientId = by.Operation.ClientId },
        RegistrationAuthority.ProvenAccount proven => new() { Pool = default, Identifier = proven.User.UserName!, User = proven.User },
        RegistrationAuthority.NewAccount { Ticket: var ticket } => new() { Pool = default, Identifier = ticket.Identifier },
        _ => throw new InvalidOperationException($"No registration by {attempt.Authority.GetType().Name}."),
    };
}
