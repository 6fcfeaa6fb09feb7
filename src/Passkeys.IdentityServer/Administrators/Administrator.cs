using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administrators;

/// <summary>Who administers: a person, or a client on its own.</summary>
public sealed record Administrator
{
    /// <summary>The person, or null for a client on its own.</summary>
    public string? UserId { get; init; }

    /// <summary>The pool that the person belongs to, or null for a client.</summary>
    public PoolId? Home { get; init; }

    /// <summary>The client, or null at the host's own pages.</summary>
    public string? ClientId { get; init; }

    /// <summary>The caller's address, or null.</summary>
    public string? IpAddress { get; init; }

    /// <summary>How far they reach.</summary>
    public required AdministratorReach Reach { get; init; }

    /// <summary>When the person was authenticated (UTC); null for a client.</summary>
    public DateTimeOffset? AuthenticatedAt { get; init; }

    /// <summary>Whoever runs the host, at its command line: reaches everything, and the audit calls them <c>operator</c>.</summary>
    public static Administrator Operator { get; } = new() { Reach = AdministratorReach.Everything };

    /// <summary>What the audit calls them.</summary>
    public string Actor => UserId ?? (ClientId is null ? "operator" : "client:" + ClientId);

    /// <summary>What the audit says of what they do.</summary>
    public AuditFacts Facts => new() { Actor = Actor, ClientId = ClientId, IpAddress = IpAddress };

    /// <summary>The one of a call.</summary>
    internal static Administrator Of(HttpContext http) =>
        http.Features.Get<Administrator>() ?? throw new InvalidOperationException("The call has no administrator.");

    /// <summary>What the audit says of a call.</summary>
    internal static AuditFacts FactsOf(HttpContext http) => Of(http).Facts;
}
