using Passkeys.IdentityServer.Audit;

namespace Passkeys.IdentityServer.Engine;

/// <summary>
/// The engine's clients for administrators: all of them are shown, and those that administrators registered can be edited. A change is audited in its transaction,
/// works at once on the node that made it, and on the others within seconds.
/// </summary>
public interface IEngineClientRegistry
{
    /// <summary>Whether clients can be registered; else every change is <see cref="ClientRefusal.ReadOnly"/>.</summary>
    bool CanRegister { get; }

    /// <summary>The grant types that a client may be given. Empty where none can be registered.</summary>
    IReadOnlyList<string> GrantTypes { get; }

    /// <summary>The scopes that a client may be given, by name. Empty where none can be registered.</summary>
    IReadOnlyList<string> Scopes { get; }

    /// <summary>The issuer as clients have to know it.</summary>
    Task<string> FindIssuerAsync(CancellationToken ct);

    /// <summary>The clients, enabled or not.</summary>
    Task<ClientListing> ListAsync(CancellationToken ct);

    /// <summary>Finds a client, enabled or not, or null.</summary>
    Task<ClientDescription?> FindAsync(string clientId, CancellationToken ct);

    /// <summary>Registers a client. A confidential one without keys gets its first secret.</summary>
    /// <param name="clientId">The id, or null for a random one.</param>
    /// <param name="isPublic">Whether it has nothing to authenticate with. That never changes afterwards.</param>
    /// <param name="settings">What is said of it.</param>
    /// <param name="who">Who does it.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<ClientOutcome> CreateAsync(string? clientId, bool isPublic, ClientSettings settings, AuditFacts who, CancellationToken ct);

    /// <summary>Replaces all that is said of a client, if it is still of this version.</summary>
    Task<ClientOutcome> ReplaceAsync(string clientId, Guid version, ClientSettings settings, AuditFacts who, CancellationToken ct);

    /// <summary>Removes a client, if it is still of this version, with its tokens, codes, consents and sessions.</summary>
    Task<ClientOutcome> RemoveAsync(string clientId, Guid version, AuditFacts who, CancellationToken ct);

    /// <summary>
    /// Has a client of the configuration serve these pools besides its own. Those of its configuration stay; <see cref="ClientRefusal.NotFound"/> when there is no such client there.
    /// </summary>
    /// <param name="clientId">The client.</param>
    /// <param name="change">What is to become of the pools that were added so far; null: nothing.</param>
    /// <param name="who">Who does it.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<ClientOutcome> AddPoolsAsync(string clientId, Func<IReadOnlyList<string>, IReadOnlyList<string>?> change, AuditFacts who, CancellationToken ct);

    /// <summary>Gives a confidential client one more secret; those before stay good until they are removed.</summary>
    Task<ClientOutcome> AddSecretAsync(string clientId, AuditFacts who, CancellationToken ct);

    /// <summary>Removes a secret, unless the client would have nothing left to authenticate with.</summary>
    Task<ClientOutcome> RemoveSecretAsync(string clientId, string secretId, AuditFacts who, CancellationToken ct);
}
