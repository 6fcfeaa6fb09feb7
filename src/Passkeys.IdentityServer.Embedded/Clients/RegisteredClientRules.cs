using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Tokens;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Clients;

/// <summary>What must be right about a client that an administrator registers: all that holds for one of the configuration, and what keeps a database and an address in shape.</summary>
internal sealed class RegisteredClientRules(PasskeysDbContext db, IOptions<EmbeddedProviderOptions> options)
{
    /// <summary>How long an id may be, in characters.</summary>
    public const int LongestId = 100;

    private const int LongestName = 200;
    private const int LongestUri = 2000;
    private const int MostUris = 100;
    private const int MostPools = 1000;
    private const int LongestJwks = 32 * 1024;

    // RFC 3986 §2.3: an id stands in addresses as it is. These three would lead elsewhere there.
    private static readonly string[] ReservedIds = [".", "..", "new"];

    /// <summary>Whether an id can be one of a registered client.</summary>
    public static bool IsId(string clientId) =>
        clientId.Length is > 0 and <= LongestId && clientId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~') && !ReservedIds.Contains(clientId);

    /// <summary>What is wrong with it; nothing when it can be.</summary>
    public async Task<IReadOnlyList<ClientFlaw>> FindFlawsAsync(string clientId, RegisteredClientDocument document, CancellationToken ct)
    {
        var client = document.Describe(clientId, registeredAt: default);
        return
        [
            .. Id(clientId),
            .. Sizes(document.Settings),
            .. Keys(document),
            .. new ClientValidation(ScopeCatalog.NamesIn(options.Value)).Flaws(client),
            .. Lifetimes(client),
            .. await FindUnknownPoolsAsync(document.Settings.Pools, ct),
        ];
    }

    private static IEnumerable<ClientFlaw> Id(string clientId)
    {
        if (!IsId(clientId))
            yield return new ClientFlaw(ClientMembers.ClientId, $"1 to {LongestId} letters, digits, '-', '.', '_' and '~' are expected, and not one of {string.Join(", ", ReservedIds)}.");
    }

    private static IEnumerable<ClientFlaw> Sizes(ClientSettings settings)
    {
        if (settings.Name is { } name && (name.Length is 0 or > LongestName || name.Any(char.IsControl)))
            yield return new ClientFlaw(ClientMembers.Name, $"1 to {LongestName} characters are expected, without control characters.");
        foreach (var (member, uris) in new[]
                 {
                     (ClientMembers.RedirectUris, settings.RedirectUris), (ClientMembers.PostLogoutRedirectUris, settings.PostLogoutRedirectUris),
                     (ClientMembers.AllowedCorsOrigins, settings.AllowedCorsOrigins), (ClientMembers.BackChannelLogoutUri, settings.BackChannelLogoutUri is { } uri ? [uri] : []),
                 })
        {
            if (uris.Count > MostUris || uris.Any(each => each.Length > LongestUri))
                yield return new ClientFlaw(member, $"at most {MostUris} are expected, of {LongestUri} characters at most.");
        }
    }

    private IEnumerable<ClientFlaw> Keys(RegisteredClientDocument document)
    {
        if (document.Settings.Jwks is null)
        {
            if (!document.IsPublic && document.Secrets.Count == 0)
                yield return new ClientFlaw(ClientMembers.Jwks, "without a secret the client has nothing else to authenticate with; add a secret first.");
            yield break;
        }
        if (document.IsPublic)
            yield return new ClientFlaw(ClientMembers.Jwks, "a public client has no keys.");
        if (document.Settings.Jwks.Length > LongestJwks)
            yield return new ClientFlaw(ClientMembers.Jwks, $"at most {LongestJwks} characters are expected.");
        // As for the configuration: EmbeddedProviderValidation.
        if (options.Value.Issuer is null)
            yield return new ClientFlaw(ClientMembers.Jwks, "a client that authenticates by a key needs EmbeddedProvider:Issuer to be set.");
    }

    private IEnumerable<ClientFlaw> Lifetimes(Client client)
    {
        if (client.AccessTokenLifetime > options.Value.SigningKeys.PublishedAfter)
            yield return new ClientFlaw(ClientMembers.AccessTokenLifetime, "it must not be longer than SigningKeys:PublishedAfter, else tokens outlive their key.");
    }

    /// <summary>Which of these pools there are not, or too many.</summary>
    public async Task<IReadOnlyList<ClientFlaw>> FindUnknownPoolsAsync(IReadOnlyCollection<string> pools, CancellationToken ct)
    {
        if (pools.Count > MostPools)
            return [new ClientFlaw(ClientMembers.Pools, $"at most {MostPools} pools are expected.")];
        PoolId[] named = [.. pools.Select(name => PoolId.TryParse(name, out var pool) ? pool : (PoolId?)null).OfType<PoolId>()];
        var found = await db.Pools.Where(pool => named.Contains(pool.Id)).Select(pool => pool.Id).ToListAsync(ct);
        return [.. named.Except(found).Select(unknown => new ClientFlaw(ClientMembers.Pools, $"there is no pool '{unknown}'."))];
    }
}
