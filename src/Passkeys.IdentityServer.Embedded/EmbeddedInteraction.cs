using Passkeys.IdentityServer.Embedded.Logout;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Embedded;

/// <summary>Answers the pages. To be written with the authorization endpoint: so far there is no request to be found.</summary>
internal sealed class EmbeddedInteraction(LogoutRequests logouts) : IEngineInteraction
{
    public Task<AuthorizationContext?> FindAuthorizationAsync(string? returnUrl, CancellationToken ct) => Task.FromResult<AuthorizationContext?>(null);

    public Task<string> DenyAsync(AuthorizationContext request, AuthorizationDenial why, CancellationToken ct) => Task.FromResult(request.ReturnUrl);

    public Task<string> GrantConsentAsync(AuthorizationContext request, string sessionId, IReadOnlyList<string> scope, bool remember, CancellationToken ct) =>
        Task.FromResult(request.ReturnUrl);

    public Task<string> ContinueAsync(AuthorizationContext request, string sessionId, CancellationToken ct) => Task.FromResult(request.ReturnUrl);

    public Task<string> ChangePersonAsync(AuthorizationContext request, CancellationToken ct) => Task.FromResult(request.ReturnUrl);

    public Task<LogoutContext?> FindLogoutAsync(string? logoutId, CancellationToken ct) => logouts.FindAsync(logoutId);

    public Task<EngineError?> FindErrorAsync(string? errorId, CancellationToken ct) => Task.FromResult<EngineError?>(null);

    public Task<IReadOnlyList<AppAccess>> ListAppsAsync(PoolId pool, string userId, CancellationToken ct) => Task.FromResult<IReadOnlyList<AppAccess>>([]);

    public Task WithdrawAsync(PoolId pool, string userId, string clientId, CancellationToken ct) => Task.CompletedTask;
}
