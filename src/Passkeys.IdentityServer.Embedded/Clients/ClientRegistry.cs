using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Tokens;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Clients;

/// <summary>The provider's clients for administrators.</summary>
internal sealed class ClientRegistry(
    RegisteredClients store, RegisteredClientRules rules, ClientDirectory directory, Issuer issuer, IOptions<EmbeddedProviderOptions> options, TimeProvider time)
    : IEngineClientRegistry
{
    private const int MostSecrets = 5;
    private const int MostTries = 5;
    private const string ChangedPools = "pools";

    public bool CanRegister => true;

    public IReadOnlyList<string> GrantTypes => Configuration.GrantTypes.All;

    public IReadOnlyList<string> Scopes => [.. ScopeCatalog.NamesIn(options.Value).Order(StringComparer.Ordinal)];

    public Task<string> FindIssuerAsync(CancellationToken ct) => Task.FromResult(issuer.Current);

    public async Task<ClientListing> ListAsync(CancellationToken ct)
    {
        var registered = await store.ListAsync(ct);
        var added = registered.Where(row => IsConfigured(row.ClientId)).ToDictionary(row => row.ClientId, AddedPoolsOf, StringComparer.Ordinal);
        var clients = options.Value.Clients.Select(client => ClientDescriptions.Of(client, added.GetValueOrDefault(client.ClientId) ?? []))
            .Concat(registered.Where(row => !IsConfigured(row.ClientId)).Select(Describe).OfType<ClientDescription>());
        return new ClientListing([.. clients.OrderBy(client => client.ClientId, StringComparer.Ordinal)], IsComplete: true);
    }

    public async Task<ClientDescription?> FindAsync(string clientId, CancellationToken ct)
    {
        var row = await store.FindAsync(clientId, ct);
        return FindConfigured(clientId) is { } configured ? ClientDescriptions.Of(configured, row is null ? [] : AddedPoolsOf(row)) : row is null ? null : Describe(row);
    }

    public async Task<ClientOutcome> CreateAsync(string? clientId, bool isPublic, ClientSettings settings, AuditFacts who, CancellationToken ct)
    {
        var id = clientId ?? OpaqueToken.NewId();
        if (IsConfigured(id) || options.Value.ApiResources.Any(resource => resource.Name == id))
            return new ClientOutcome.Refused(ClientRefusal.Taken);
        var (kept, told) = isPublic || settings.Jwks is not null ? (null, null) : NewSecret();
        var document = new RegisteredClientDocument(isPublic, settings, kept is null ? [] : [kept]);
        if (await rules.FindFlawsAsync(id, document, ct) is { Count: > 0 } flaws)
            return new ClientOutcome.Invalid(flaws);
        return await store.AddAsync(id, document, who, ct) is { } row
            ? await DoneAsync(ClientDescriptions.Of(row, document), told)
            : new ClientOutcome.Refused(ClientRefusal.Taken);
    }

    public async Task<ClientOutcome> ReplaceAsync(string clientId, Guid version, ClientSettings settings, AuditFacts who, CancellationToken ct)
    {
        var (row, document, refusal) = await FindEditableAsync(clientId, ct);
        if (refusal is { } why || row!.Version != version)
            return new ClientOutcome.Refused(refusal ?? ClientRefusal.Stale);
        var changed = document! with { Settings = settings };
        if (await rules.FindFlawsAsync(clientId, changed, ct) is { Count: > 0 } flaws)
            return new ClientOutcome.Invalid(flaws);
        return await store.ChangeAsync(row, changed, AuditEvent.ClientChanged, ClientChanges.Name(document, changed), who, ct) is { } now
            ? await DoneAsync(ClientDescriptions.Of(now, changed), secret: null)
            : new ClientOutcome.Refused(ClientRefusal.Stale);
    }

    public async Task<ClientOutcome> RemoveAsync(string clientId, Guid version, AuditFacts who, CancellationToken ct)
    {
        var (row, document, refusal) = await FindEditableAsync(clientId, ct);
        if (refusal is not null || row!.Version != version)
            return new ClientOutcome.Refused(refusal ?? ClientRefusal.Stale);
        return await store.RemoveAsync(row, who, ct)
            ? await DoneAsync(ClientDescriptions.Of(row, document!), secret: null)
            : new ClientOutcome.Refused(ClientRefusal.Stale);
    }

    // Whoever loses against another change looks again, as with secrets.
    public async Task<ClientOutcome> AddPoolsAsync(string clientId, Func<IReadOnlyList<string>, IReadOnlyList<string>?> change, AuditFacts who, CancellationToken ct)
    {
        if (FindConfigured(clientId) is not { } configured)
            return new ClientOutcome.Refused(ClientRefusal.NotFound);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var row = await store.FindAsync(clientId, ct);
            // A client that was registered before the configuration named its id keeps what was said of it.
            var addition = row is null ? null : RegisteredClientDocument.Read(row);
            if (row is not null && addition is not { IsAddition: true })
                return new ClientOutcome.Refused(ClientRefusal.Configured);
            var added = addition?.Settings.Pools ?? [];
            if (change(added) is not { } pools)
                return new ClientOutcome.Done(ClientDescriptions.Of(configured, added));
            // Those of before may be gone since.
            if (await rules.FindUnknownPoolsAsync([.. pools.Except(added, StringComparer.Ordinal)], ct) is { Count: > 0 } flaws)
                return new ClientOutcome.Invalid(flaws);
            var document = RegisteredClientDocument.Adding(configured, pools);
            var saved = row is null
                ? await store.AddAsync(clientId, document, AuditEvent.ClientChanged, ChangedPools, who, ct)
                : await store.ChangeAsync(row, document, AuditEvent.ClientChanged, ChangedPools, who, ct);
            if (saved is not null)
                return await DoneAsync(ClientDescriptions.Of(configured, pools), secret: null);
        }
        return new ClientOutcome.Refused(ClientRefusal.Stale);
    }

    public Task<ClientOutcome> AddSecretAsync(string clientId, AuditFacts who, CancellationToken ct)
    {
        var (kept, told) = NewSecret();
        return ChangeSecretsAsync(
            clientId,
            document => document.IsPublic ? ClientRefusal.IsPublic : document.Secrets.Count >= MostSecrets ? ClientRefusal.TooManySecrets : null,
            document => document with { Secrets = [.. document.Secrets, kept] },
            (AuditEvent.ClientSecretAdded, kept.Id, told),
            who,
            ct);
    }

    public Task<ClientOutcome> RemoveSecretAsync(string clientId, string secretId, AuditFacts who, CancellationToken ct) => ChangeSecretsAsync(
        clientId,
        document => document.Secrets.All(secret => secret.Id != secretId) ? ClientRefusal.NotFound
            : document.Secrets.Count == 1 && document.Settings.Jwks is null ? ClientRefusal.LastSecret
            : null,
        document => document with { Secrets = [.. document.Secrets.Where(secret => secret.Id != secretId)] },
        (AuditEvent.ClientSecretRemoved, secretId, null),
        who,
        ct);

    // Whoever loses against another change looks again: nobody read a version that this would be measured by.
    private async Task<ClientOutcome> ChangeSecretsAsync(
        string clientId,
        Func<RegisteredClientDocument, ClientRefusal?> refuse,
        Func<RegisteredClientDocument, RegisteredClientDocument> change,
        (string Event, string SecretId, NewClientSecret? Told) what,
        AuditFacts who,
        CancellationToken ct)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var (row, document, refusal) = await FindEditableAsync(clientId, ct);
            if ((refusal ?? refuse(document!)) is { } why)
                return new ClientOutcome.Refused(why);
            var changed = change(document!);
            if (await store.ChangeAsync(row!, changed, what.Event, what.SecretId, who, ct) is { } now)
                return await DoneAsync(ClientDescriptions.Of(now, changed), what.Told);
        }
        return new ClientOutcome.Refused(ClientRefusal.Stale);
    }

    private async Task<(RegisteredClient? Row, RegisteredClientDocument? Document, ClientRefusal? Refusal)> FindEditableAsync(string clientId, CancellationToken ct)
    {
        if (IsConfigured(clientId))
            return (null, null, ClientRefusal.Configured);
        return await store.FindAsync(clientId, ct) is { } row && RegisteredClientDocument.Read(row) is { IsAddition: false } document
            ? (row, document, null)
            : (null, null, ClientRefusal.NotFound);
    }

    // The change is made, whatever becomes of the request: this node follows at once.
    private async Task<ClientOutcome> DoneAsync(ClientDescription client, NewClientSecret? secret)
    {
        await directory.TryRefreshAsync(CancellationToken.None);
        return new ClientOutcome.Done(client, secret);
    }

    private (RegisteredSecret Kept, NewClientSecret Told) NewSecret()
    {
        var (id, secret) = (OpaqueToken.NewId(), OpaqueToken.NewSecret());
        return (new RegisteredSecret(id, SecretHash.Of(secret), time.GetUtcNow()), new NewClientSecret(id, secret));
    }

    private Client? FindConfigured(string clientId) => options.Value.Clients.FirstOrDefault(client => client.ClientId == clientId);

    private bool IsConfigured(string clientId) => FindConfigured(clientId) is not null;

    private static ClientDescription? Describe(RegisteredClient row) =>
        RegisteredClientDocument.Read(row) is { IsAddition: false } document ? ClientDescriptions.Of(row, document) : null;

    private static IReadOnlyList<string> AddedPoolsOf(RegisteredClient row) => RegisteredClientDocument.Read(row) is { IsAddition: true } document ? document.Settings.Pools : [];
}
