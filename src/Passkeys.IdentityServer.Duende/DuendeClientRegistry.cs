using Duende.IdentityServer;
using Duende.IdentityServer.EntityFramework.Interfaces;
using Duende.IdentityServer.EntityFramework.Mappers;
using Duende.IdentityServer.Models;
using Duende.IdentityServer.Services;
using Duende.IdentityServer.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer.Duende;

/// <summary>
/// Duende's clients for administrators, who see them and edit none. <see cref="IClientStore"/> finds a client by its id and lists none (7.4), so the list is what was added in memory
/// and what the configuration store of Entity Framework holds.
/// </summary>
internal sealed class DuendeClientRegistry(
    IEnumerable<Client> inMemory, IServiceProvider services, IClientStore store, DuendeClients pools, IIssuerNameService issuer) : IEngineClientRegistry
{
    public bool CanRegister => false;

    public IReadOnlyList<string> GrantTypes => [];

    public IReadOnlyList<string> Scopes => [];

    public Task<string> FindIssuerAsync(CancellationToken ct) => issuer.GetCurrentAsync();

    public async Task<ClientListing> ListAsync(CancellationToken ct)
    {
        var clients = inMemory.ToList();
        var database = services.GetService<IConfigurationDbContext>();
        if (database is not null)
            clients.AddRange(await ReadAsync(database, ct));
        return new ClientListing(
            [.. clients.DistinctBy(client => client.ClientId, StringComparer.Ordinal).OrderBy(client => client.ClientId, StringComparer.Ordinal).Select(Describe)],
            IsComplete: database is not null || clients.Count > 0);
    }

    public async Task<ClientDescription?> FindAsync(string clientId, CancellationToken ct) =>
        await store.FindClientByIdAsync(clientId) is { } client ? Describe(client) : null;

    public Task<ClientOutcome> CreateAsync(string? clientId, bool isPublic, ClientSettings settings, AuditFacts who, CancellationToken ct) => ReadOnly;

    public Task<ClientOutcome> ReplaceAsync(string clientId, Guid version, ClientSettings settings, AuditFacts who, CancellationToken ct) => ReadOnly;

    public Task<ClientOutcome> RemoveAsync(string clientId, Guid version, AuditFacts who, CancellationToken ct) => ReadOnly;

    public Task<ClientOutcome> AddPoolsAsync(string clientId, Func<IReadOnlyList<string>, IReadOnlyList<string>?> change, AuditFacts who, CancellationToken ct) => ReadOnly;

    public Task<ClientOutcome> AddSecretAsync(string clientId, AuditFacts who, CancellationToken ct) => ReadOnly;

    public Task<ClientOutcome> RemoveSecretAsync(string clientId, string secretId, AuditFacts who, CancellationToken ct) => ReadOnly;

    private static Task<ClientOutcome> ReadOnly => Task.FromResult<ClientOutcome>(new ClientOutcome.Refused(ClientRefusal.ReadOnly));

    private static async Task<IEnumerable<Client>> ReadAsync(IConfigurationDbContext database, CancellationToken ct)
    {
        var rows = await database.Clients.AsNoTracking().AsSplitQuery()
            .Include(client => client.AllowedGrantTypes)
            .Include(client => client.AllowedScopes)
            .Include(client => client.AllowedCorsOrigins)
            .Include(client => client.RedirectUris)
            .Include(client => client.PostLogoutRedirectUris)
            .Include(client => client.Properties)
            .Include(client => client.ClientSecrets)
            .OrderBy(client => client.ClientId)
            .ToListAsync(ct);
        return rows.Select(row => row.ToModel());
    }

    private ClientDescription Describe(Client client) => new()
    {
        ClientId = client.ClientId,
        IsPublic = !client.RequireClientSecret,
        Source = ClientSource.Configuration,
        Settings = SettingsOf(client),
        // A key is kept among the secrets; the samples are for those that authenticate by a shared one.
        Secrets = [.. client.ClientSecrets.Where(secret => secret.Type == IdentityServerConstants.SecretTypes.SharedSecret).Select(_ => new ClientSecretHint(Id: null, CreatedAt: null))],
    };

    private ClientSettings SettingsOf(Client client) => new()
    {
        Name = client.ClientName,
        Enabled = client.Enabled,
        GrantTypes = client.AllowOfflineAccess ? [.. client.AllowedGrantTypes, "refresh_token"] : [.. client.AllowedGrantTypes],
        Scopes = client.AllowOfflineAccess ? [.. client.AllowedScopes, UserClaims.OfflineAccess] : [.. client.AllowedScopes],
        Pools = [.. pools.Describe(client).Pools.Select(pool => pool.Value)],
        RedirectUris = [.. client.RedirectUris],
        PostLogoutRedirectUris = [.. client.PostLogoutRedirectUris],
        BackChannelLogoutUri = client.BackChannelLogoutUri,
        BackChannelLogoutSessionRequired = client.BackChannelLogoutSessionRequired,
        AllowedCorsOrigins = [.. client.AllowedCorsOrigins],
        RequireConsent = client.RequireConsent,
        RequirePushedAuthorizationRequests = client.RequirePushedAuthorization,
        ReferenceAccessTokens = client.AccessTokenType == AccessTokenType.Reference,
        AccessTokenLifetime = TimeSpan.FromSeconds(client.AccessTokenLifetime),
        RefreshTokenLifetime = TimeSpan.FromSeconds(client.RefreshTokenExpiration == TokenExpiration.Sliding ? client.SlidingRefreshTokenLifetime : client.AbsoluteRefreshTokenLifetime),
    };
}
