using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Endpoints;
using Passkeys.IdentityServer.Embedded.Tokens;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Embedded.Logout;

/// <summary>
/// Checks logout requests on their way in and hands them to the page that asks. What does not hold is left out and nothing else is made
/// of it (OpenID Connect RP-Initiated Logout 1.0 §4): at worst the person is asked, and stays here.
/// </summary>
internal sealed class LogoutRequests(
    SealedEnvelope envelope, ClientDirectory clients, IdentityTokenHints hints, IHttpContextAccessor accessor, TimeProvider time)
{
    // It becomes a part of an address twice.
    private const int LongestState = 2000;
    private const int MostLocales = 10;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>The checked request, sealed; of parameters that could not be read nothing is left.</summary>
    public async Task<string> SealAsync(OAuthForm? form, CancellationToken ct)
    {
        var empty = new LogoutRequest { ExpiresAt = time.GetUtcNow() + Lifetime };
        return envelope.Seal(LogoutRequest.Purpose, form is null ? empty : await CheckAsync(form, empty, ct));
    }

    /// <summary>The request as the page needs it, or null when it is not one of ours or too old.</summary>
    public async Task<LogoutContext?> FindAsync(string? logoutId)
    {
        if (logoutId is null || envelope.Open<LogoutRequest>(LogoutRequest.Purpose, logoutId) is not { } request || request.ExpiresAt <= time.GetUtcNow())
            return null;
        var client = request.ClientId is { } id ? clients.Find(id) : null;
        return new LogoutContext
        {
            Client = client is null ? null : ClientDirectory.Describe(client),
            PostLogoutRedirectUri = AddressOf(client, request),
            MustAsk = !await IsOfThisBrowserAsync(request),
            UiLocales = request.UiLocales,
        };
    }

    private async Task<LogoutRequest> CheckAsync(OAuthForm form, LogoutRequest empty, CancellationToken ct)
    {
        var request = empty with { UiLocales = [.. (form["ui_locales"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(IsLanguageTag).Take(MostLocales)] };
        var hint = form["id_token_hint"] is { } token ? await hints.ReadAsync(token, ct) : null;
        if (form["id_token_hint"] is not null && hint is null)
            return request;
        // §2: the client of the hint and the one that the request names are the same.
        if (hint is not null && form["client_id"] is { } named && named != hint.ClientId)
            return request;
        if ((hint?.ClientId ?? form["client_id"]) is not { } clientId || await clients.SeekAsync(clientId, ct) is not { } client)
            return request;
        return Redirect(form, client, request with { ClientId = clientId, SessionId = hint?.SessionId, Subject = hint?.Subject });
    }

    // §3: to an address that is registered for the client, character by character, and nowhere else.
    private static LogoutRequest Redirect(OAuthForm form, Client client, LogoutRequest request) =>
        form["post_logout_redirect_uri"] is { } uri && client.PostLogoutRedirectUris.Contains(uri) && Encoding.UTF8.GetByteCount(form["state"] ?? "") <= LongestState
            ? request with { PostLogoutRedirectUri = uri, State = form["state"] }
            : request;

    private static string? AddressOf(Client? client, LogoutRequest request) =>
        request.PostLogoutRedirectUri is not { } uri || client?.PostLogoutRedirectUris.Contains(uri) != true ? null
        : request.State is { } state ? QueryHelpers.AddQueryString(uri, "state", state)
        : uri;

    // §6: only an id_token of the very session at hand shows that its person's application asks. Without a session there is nothing to ask about.
    private async Task<bool> IsOfThisBrowserAsync(LogoutRequest request)
    {
        var live = await LiveSession.OfAsync(accessor.HttpContext!);
        return live is null || (live.Session.Id == request.SessionId && live.Session.UserId == request.Subject);
    }

    private static bool IsLanguageTag(string tag) => tag.Length <= 35 && tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
