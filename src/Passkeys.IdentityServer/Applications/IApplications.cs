using Passkeys.IdentityServer.Applications.QuickStarts;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Applications;

/// <summary>The applications for administrators: which there are, which pools they serve, and how one begins with them. Who may ask is the caller's to say.</summary>
public interface IApplications
{
    /// <summary>Applications by client id; <see cref="ListQuery.Search"/> is a part of the id or the name.</summary>
    /// <param name="query">Which part is wanted.</param>
    /// <param name="pool">Only those that serve this pool; null: all.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<ApplicationList> ListAsync(ListQuery query, PoolId? pool, CancellationToken ct);

    /// <summary>Lets people of a pool sign in to an application. Nothing changes where they can already.</summary>
    Task<ClientOutcome> ConnectAsync(PoolId pool, string clientId, AuditFacts who, CancellationToken ct);

    /// <summary>
    /// Lets people of a pool sign in to an application no more; what it has of them ends. Refused where it would leave the application without a pool that it needs.
    /// </summary>
    Task<ClientOutcome> DisconnectAsync(PoolId pool, string clientId, AuditFacts who, CancellationToken ct);

    /// <summary>How one begins with an application, or null when there is none of this id.</summary>
    /// <param name="clientId">The client id.</param>
    /// <param name="pool">For people of this pool alone; null: of all that it serves.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ArgumentException">The application does not serve the pool.</exception>
    Task<QuickStart?> FindQuickStartAsync(string clientId, PoolId? pool, CancellationToken ct);
}

/// <summary>A part of the list of applications.</summary>
/// <param name="Part">The part.</param>
/// <param name="IsComplete">Whether the whole list holds all of them: some stores find a client by its id and list none.</param>
public sealed record ApplicationList(Listed<ClientDescription> Part, bool IsComplete);
