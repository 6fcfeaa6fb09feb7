using Microsoft.AspNetCore.Identity;

namespace Passkeys.IdentityServer.Ceremonies.Verification;

/// <summary>
/// A store over what the caller has loaded, so that the framework's handler does no query of its own: every query is pool-scoped, and
/// the number of round trips is ours to know. The handler only finds; whatever would change something is a bug.
/// </summary>
internal sealed class KnownCredentialStore(KnownCredential? known) : IUserPasskeyStore<KnownCredential>
{
    public Task<KnownCredential?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(userId == KnownCredential.OwnerId ? known : null);

    public Task<KnownCredential?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(known?.HasId(credentialId) is true ? known : null);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(KnownCredential user, byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(user.HasId(credentialId) ? user.ToPasskeyInfo() : null);

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(KnownCredential user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([user.ToPasskeyInfo()]);

    public Task<string> GetUserIdAsync(KnownCredential user, CancellationToken cancellationToken) =>
        Task.FromResult(KnownCredential.OwnerId);

    public void Dispose()
    {
    }

    public Task<IdentityResult> CreateAsync(KnownCredential user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> UpdateAsync(KnownCredential user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> DeleteAsync(KnownCredential user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task AddOrUpdatePasskeyAsync(KnownCredential user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw ReadOnly();

    public Task RemovePasskeyAsync(KnownCredential user, byte[] credentialId, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<KnownCredential?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<string?> GetUserNameAsync(KnownCredential user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task SetUserNameAsync(KnownCredential user, string? userName, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<string?> GetNormalizedUserNameAsync(KnownCredential user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task SetNormalizedUserNameAsync(KnownCredential user, string? normalizedName, CancellationToken cancellationToken) => throw ReadOnly();

    private static NotSupportedException ReadOnly() => new("Verification only reads one credential.");
}
