using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Ceremonies.Authentication;

/// <summary>A host's say in who may sign in, asked once the passkey is verified and before there is a session. All that are registered must agree.</summary>
public interface ISignInGate
{
    /// <summary>Whether the person may sign in. A no is answered like any other refusal; the audit says <see cref="RefusalReason.UserNotActive"/>.</summary>
    ValueTask<bool> AllowsAsync(PoolUser user, CancellationToken ct);
}
