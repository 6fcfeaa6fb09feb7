using Duende.IdentityServer.Models;
using Duende.IdentityServer.Validation;

namespace Passkeys.IdentityServer.Duende.Answers;

/// <summary>
/// Compares redirect URIs character by character (RFC 9700 §4.1.3; OpenID Connect Core 1.0 §3.1.2.1), where Duende does not regard case. What the
/// host's own validator allows beyond the registered ones, such as any port of a native app, stays allowed.
/// </summary>
internal sealed class ExactRedirects(IRedirectUriValidator others) : IRedirectUriValidator
{
#pragma warning disable CS0618 // Still part of the interface in 7.4.
    public async Task<bool> IsRedirectUriValidAsync(string requestedUri, Client client) =>
        !DiffersInCase(client.RedirectUris, requestedUri) && await others.IsRedirectUriValidAsync(requestedUri, client);
#pragma warning restore CS0618

    public async Task<bool> IsRedirectUriValidAsync(RedirectUriValidationContext context) =>
        !DiffersInCase(context.Client.RedirectUris, context.RequestedUri) && await others.IsRedirectUriValidAsync(context);

    public async Task<bool> IsPostLogoutRedirectUriValidAsync(string requestedUri, Client client) =>
        !DiffersInCase(client.PostLogoutRedirectUris, requestedUri) && await others.IsPostLogoutRedirectUriValidAsync(requestedUri, client);

    private static bool DiffersInCase(ICollection<string> registered, string requested) =>
        !registered.Contains(requested, StringComparer.Ordinal) && registered.Contains(requested, StringComparer.OrdinalIgnoreCase);
}
