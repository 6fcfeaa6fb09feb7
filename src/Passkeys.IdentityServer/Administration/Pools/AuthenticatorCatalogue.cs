using Passkeys.IdentityServer.Credentials;

namespace Passkeys.IdentityServer.Administration.Pools;

internal sealed class AuthenticatorCatalogue(AuthenticatorNames names) : IAuthenticatorCatalogue
{
    private readonly IReadOnlyList<CataloguedAuthenticator> _all =
    [
        .. names.Known.Select(known => new CataloguedAuthenticator(known.Key, known.Value.Name, known.Value.Icon))
            .OrderBy(model => model.Name, StringComparer.OrdinalIgnoreCase).ThenBy(model => model.Aaguid),
    ];

    public IReadOnlyList<CataloguedAuthenticator> Search(string? search, int limit) =>
        [.. _all.Where(model => string.IsNullOrWhiteSpace(search) || Matches(model, search.Trim())).Take(limit)];

    public CataloguedAuthenticator? Find(Guid aaguid) => names.Known.TryGetValue(aaguid, out var known) ? new CataloguedAuthenticator(aaguid, known.Name, known.Icon) : null;

    private static bool Matches(CataloguedAuthenticator model, string search) =>
        model.Name.Contains(search, StringComparison.OrdinalIgnoreCase) || model.Aaguid.ToString().StartsWith(search, StringComparison.OrdinalIgnoreCase);
}
