using System.Collections.Concurrent;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IntegrationTests.Pages;

/// <summary>An engine that tells the pages what a test wants, and remembers what they answered.</summary>
public sealed class ScriptedEngine : IEngineInteraction
{
    /// <summary>The way on after every answer.</summary>
    public const string WayOn = "/connect/authorize/callback?answered";

    private int _requests;

    public ConcurrentDictionary<string, AuthorizationContext> Requests { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, LogoutContext> Logouts { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, EngineError> Errors { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, AppAccess> Apps { get; } = new(StringComparer.Ordinal);

    /// <summary>What the pages answered, by return address.</summary>
    public ConcurrentDictionary<string, string> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>A request of an application for people of these pools.</summary>
    public AuthorizationContext Ask(IEnumerable<string> pools, Func<AuthorizationContext, AuthorizationContext>? change = null)
    {
        var ids = pools.Select(pool => new PoolId(pool)).ToList();
        var request = new AuthorizationContext
        {
            ReturnUrl = $"/connect/authorize/callback?request={Interlocked.Increment(ref _requests)}",
            Client = new EngineClient("demo-portal", "Demo portal", ids),
            RedirectUri = "http://localhost:5001/signin-passkeys",
            Scope = ["openid", "profile", "offline_access", "demo-api"],
            Pools = ids,
        };
        return Requests[request.ReturnUrl] = change?.Invoke(request) ?? request;
    }

    public Task<AuthorizationContext?> FindAuthorizationAsync(string? returnUrl, CancellationToken ct) =>
        Task.FromResult(returnUrl is null ? null : Requests.GetValueOrDefault(returnUrl));

    public Task<string> DenyAsync(AuthorizationContext request, AuthorizationDenial why, CancellationToken ct) => Answer(request, $"deny {why}");

    public Task<string> GrantConsentAsync(AuthorizationContext request, string sessionId, IReadOnlyList<string> scope, bool remember, CancellationToken ct) =>
        Answer(request, $"grant {string.Join(' ', scope)}{(remember ? ", remembered" : "")}");

    public Task<string> ContinueAsync(AuthorizationContext request, string sessionId, CancellationToken ct) => Answer(request, "continue");

    public Task<string> ChangePersonAsync(AuthorizationContext request, CancellationToken ct) => Answer(request, "change person");

    public Task<LogoutContext?> FindLogoutAsync(string? logoutId, CancellationToken ct) =>
        Task.FromResult(logoutId is null ? null : Logouts.GetValueOrDefault(logoutId));

    public Task<EngineError?> FindErrorAsync(string? errorId, CancellationToken ct) =>
        Task.FromResult(errorId is null ? null : Errors.GetValueOrDefault(errorId));

    public Task<IReadOnlyList<AppAccess>> ListAppsAsync(PoolId pool, string userId, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<AppAccess>>([.. Apps.Values]);

    public Task WithdrawAsync(PoolId pool, string userId, string clientId, CancellationToken ct)
    {
        Apps.TryRemove(clientId, out _);
        return Task.CompletedTask;
    }

    private Task<string> Answer(AuthorizationContext request, string answer)
    {
        Answers[request.ReturnUrl] = answer;
        return Task.FromResult(WayOn);
    }
}
