namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>The authenticator models that have a name, to choose from where models are allowed or denied.</summary>
public interface IAuthenticatorCatalogue
{
    /// <summary>Models by name, in alphabetical order.</summary>
    /// <param name="search">A part of the name, whatever its case, or the beginning of an AAGUID; null: all.</param>
    /// <param name="limit">How many at most.</param>
    IReadOnlyList<CataloguedAuthenticator> Search(string? search, int limit);

    /// <summary>The model of an AAGUID, or null where it has no name.</summary>
    CataloguedAuthenticator? Find(Guid aaguid);
}

/// <summary>An authenticator model.</summary>
/// <param name="Aaguid">Its AAGUID (WebAuthn L3 §6.5.1).</param>
/// <param name="Name">What people call it.</param>
/// <param name="Icon">A <c>data:</c> address of its icon, or null.</param>
public sealed record CataloguedAuthenticator(Guid Aaguid, string Name, string? Icon);
