using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Embedded.Tokens;

namespace Passkeys.IdentityServer.Embedded.Configuration;

/// <summary>Refuses a configuration that could not work, before the first request meets it.</summary>
internal sealed class EmbeddedProviderValidation : IValidateOptions<EmbeddedProviderOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddedProviderOptions options)
    {
        var clients = new ClientValidation(ScopeCatalog.NamesIn(options));
        List<string> failures =
        [
            .. ValidateIssuer(options.Issuer),
            .. ValidateAudience(options),
            .. ValidateLifetimes(options),
            .. Duplicates("Client id", options.Clients.Select(c => c.ClientId)),
            .. Duplicates("API resource", options.ApiResources.Select(r => r.Name)),
            .. Ambiguous(options),
            .. options.ApiResources.SelectMany(ValidateResource),
            .. options.Clients.SelectMany(clients.Validate),
        ];
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    // OpenID Connect Discovery 1.0 §3: a URL without query and fragment. It is compared as a string, so it has one spelling.
    private static IEnumerable<string> ValidateIssuer(string? issuer)
    {
        if (issuer is null)
            yield break;
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
            yield return $"Issuer '{issuer}' is not an absolute http or https URL.";
        else if (uri.Query.Length > 0 || uri.Fragment.Length > 0 || issuer.EndsWith('/'))
            yield return $"Issuer '{issuer}' must have no query, no fragment and no slash at its end.";
    }

    // RFC 7523 §3 item 3: an assertion is for us by our name. Without one, whoever sends it would say with the Host header what we are called.
    private static IEnumerable<string> ValidateAudience(EmbeddedProviderOptions options) => options.Issuer is not null ? [] : options.Clients
        .Where(client => client.Jwks is not null)
        .Select(client => $"Client '{client.ClientId}' authenticates by a key (Jwks), so Issuer must be set.");

    private static IEnumerable<string> ValidateLifetimes(EmbeddedProviderOptions options)
    {
        var keys = options.SigningKeys;
        if (options.AuditedRefusalsPerMinute < 1)
            yield return "AuditedRefusalsPerMinute must be at least 1.";
        if (options.IdentityTokenLifetime <= TimeSpan.Zero)
            yield return "IdentityTokenLifetime must be positive.";
        if (keys.SigningPeriod <= TimeSpan.Zero || keys.PublishedBefore <= TimeSpan.Zero || keys.CacheLifetime <= TimeSpan.Zero)
            yield return "SigningKeys: SigningPeriod, PublishedBefore and CacheLifetime must be positive.";
        if (keys.PublishedBefore > keys.SigningPeriod)
            yield return "SigningKeys: PublishedBefore must not be longer than SigningPeriod.";
        if (keys.CacheLifetime > keys.PublishedBefore)
            yield return "SigningKeys: CacheLifetime must not be longer than PublishedBefore, else a node signs with a key another does not publish.";
        if (options.Clients.Any(c => c.AccessTokenLifetime > keys.PublishedAfter))
            yield return "SigningKeys: PublishedAfter must not be shorter than the longest AccessTokenLifetime, else tokens outlive their key.";
    }

    private static IEnumerable<string> Duplicates(string what, IEnumerable<string> names) => names
        .GroupBy(name => name, StringComparer.Ordinal)
        .Where(group => group.Count() > 1)
        .Select(group => $"{what} '{group.Key}' is there {group.Count()} times.");

    // Both authenticate at the introspection endpoint with nothing but their id to tell them apart.
    private static IEnumerable<string> Ambiguous(EmbeddedProviderOptions options) => options.ApiResources
        .Select(resource => resource.Name)
        .Intersect(options.Clients.Select(client => client.ClientId), StringComparer.Ordinal)
        .Select(id => $"'{id}' is the name of a client and of an API resource.");

    private static IEnumerable<string> ValidateResource(ApiResource resource)
    {
        if (resource.Name.Length == 0)
            yield return "An API resource has no Name.";
        foreach (var scope in resource.Scopes.Where(scope => !ScopeCatalog.IsWellFormed(scope)))
            yield return $"API resource '{resource.Name}': '{scope}' is not a scope (RFC 6749 §3.3).";
        foreach (var scope in resource.Scopes.Where(ScopeCatalog.IsReserved))
            yield return $"API resource '{resource.Name}': the scope '{scope}' belongs to the provider.";
        if (resource.SecretHashes.Any(hash => !SecretHash.IsWellFormed(hash)))
            yield return $"API resource '{resource.Name}': a secret hash is not a SHA-256 hash in base64.";
    }
}
