using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Engine;

/// <summary>
/// What the pages need from an OpenID Provider between an application's request and the answer to it. An address that a method returns is
/// the way on for the browser: a path of this host, which the engine answers.
/// </summary>
public interface IEngineInteraction
{
    /// <summary>The request behind a return address, or null when the engine began none there.</summary>
    Task<AuthorizationContext?> FindAuthorizationAsync(string? returnUrl, CancellationToken ct);

    /// <summary>Sends the person back with a refusal.</summary>
    Task<string> DenyAsync(AuthorizationContext request, AuthorizationDenial why, CancellationToken ct);

    /// <summary>Records that the person of a session lets the application have a scope.</summary>
    /// <param name="request">The request.</param>
    /// <param name="sessionId">The session at hand; the consent is good for its person alone.</param>
    /// <param name="scope">What was consented to; never more than the request asks for.</param>
    /// <param name="remember">Whether the same need not be asked again.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<string> GrantConsentAsync(AuthorizationContext request, string sessionId, IReadOnlyList<string> scope, bool remember, CancellationToken ct);

    /// <summary>Goes on with the session at hand, which its person has chosen (<c>prompt=select_account</c>).</summary>
    Task<string> ContinueAsync(AuthorizationContext request, string sessionId, CancellationToken ct);

    /// <summary>Lets another person answer than the one it met, where the application did not fix that one.</summary>
    Task<string> ChangePersonAsync(AuthorizationContext request, CancellationToken ct);

    /// <summary>The sign-out that an application asked for, or null.</summary>
    Task<LogoutContext?> FindLogoutAsync(string? logoutId, CancellationToken ct);

    /// <summary>The error that the error page is to show, or null.</summary>
    Task<EngineError?> FindErrorAsync(string? errorId, CancellationToken ct);

    /// <summary>The applications with access to a person's account, by name.</summary>
    Task<IReadOnlyList<AppAccess>> ListAppsAsync(PoolId pool, string userId, CancellationToken ct);

    /// <summary>Withdraws an application's access: its consent and its tokens, at once. Nothing happens when it has none.</summary>
    Task WithdrawAsync(PoolId pool, string userId, string clientId, CancellationToken ct);
}
