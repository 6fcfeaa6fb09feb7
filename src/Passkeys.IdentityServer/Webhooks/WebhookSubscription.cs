using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Webhooks;

/// <summary>An address that is told what happens in a pool.</summary>
public class WebhookSubscription
{
    /// <summary>The id. A version 7 UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>The pool.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>Where it is told: an absolute address, https outside Development.</summary>
    public required string Url { get; set; }

    /// <summary>The names of audit events it is told of, separated by spaces; empty for all.</summary>
    public string Events { get; set; } = "";

    /// <summary>The secret that signs, protected by Data Protection.</summary>
    public required string ProtectedSecret { get; set; }

    /// <summary>Whether it is told at all. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>When it came to be (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
