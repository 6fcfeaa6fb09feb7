using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Ceremonies.Registration;

/// <summary>Begins a registration. Writes nothing; for a sign-up it does not even ask whether the identifier has an account.</summary>
internal sealed class BeginRegistration(
    StoredPasskeys passkeys, CeremonyFactory ceremonies, SealedEnvelope envelope, IWebAuthnVerifier verifier, CeremonyTelemetry telemetry)
{
    public async Task<BegunCeremony> ExecuteAsync(Pool pool, RegistrationAuthority authority, string? passkeyName, CancellationToken ct)
    {
        var subject = SubjectOf(authority);
        var exclude = subject.IsNew ? [] : await passkeys.DescribeAsync(pool.Id, subject.UserId, pool.RpId, ct);
        var operation = (authority as RegistrationAuthority.ByOperation)?.Operation;
        var ceremony = ceremonies.Create(pool).TightenedBy(operation) with
        {
            OperationId = operation?.Id,
            UserId = subject.UserId,
            UserHandle = subject.Entity.Handle,
            SignUpId = subject.SignUpId,
            PasskeyName = passkeyName,
            Algorithms = Offer(pool),
        };
        telemetry.Begun(pool.Id, CeremonyPurpose.Registration, EnrolmentKind.Of(authority));
        return new BegunCeremony(
            envelope.Seal(SealPurpose.Registration, ceremony), ceremony.ExpiresAt, OptionsJson.OfCreation(pool, ceremony, subject.Entity, exclude));
    }

    private static Subject SubjectOf(RegistrationAuthority authority) => authority switch
    {
        RegistrationAuthority.SignedIn signedIn => Existing(signedIn.User, signUpId: null),
        RegistrationAuthority.ProvenAccount proven => Existing(proven.User, proven.Ticket.Id),
        RegistrationAuthority.ByOperation { User: { } user } => Existing(user, signUpId: null),
        RegistrationAuthority.ByOperation { Operation: var operation } => New(operation.NewUserId!, operation.Username!, operation.DisplayName, signUpId: null),
        RegistrationAuthority.NewAccount { Ticket: var ticket } => New(ticket.NewUserId, ticket.Identifier, ticket.DisplayName, ticket.Id),
        _ => throw new InvalidOperationException($"No registration by {authority.GetType().Name}."),
    };

    private static Subject Existing(PoolUser user, string? signUpId) =>
        new(user.Id, new UserEntity(user.UserHandle, user.UserName!, user.DisplayName ?? user.UserName!), signUpId, IsNew: false);

    private static Subject New(string userId, string identifier, string? displayName, string? signUpId) =>
        new(userId, new UserEntity(NewPoolUser.CreateUserHandle(), identifier, displayName ?? identifier), signUpId, IsNew: true);

    // The pool's own order, as far as the verifier can check it; nothing is offered that would be refused.
    private IReadOnlyList<int> Offer(Pool pool) =>
        pool.Policy.Algorithms.Count == 0 ? verifier.Algorithms : [.. pool.Policy.Algorithms.Where(verifier.Algorithms.Contains)];

    private sealed record Subject(string UserId, UserEntity Entity, string? SignUpId, bool IsNew);
}
