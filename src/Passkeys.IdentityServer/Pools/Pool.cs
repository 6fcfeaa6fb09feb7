namespace Passkeys.IdentityServer.Pools;

/// <summary>An identity pool: an isolated set of people and their passkeys, with a relying party and rules of its own.</summary>
public class Pool
{
    private string _name = "";

    /// <summary>The id, as it stands in URLs and in the <c>pool</c> claim.</summary>
    public required PoolId Id { get; init; }

    /// <summary>What people call the pool.</summary>
    public required string Name
    {
        get => _name;
        set
        {
            _name = value;
            NormalizedName = value.ToUpperInvariant();
        }
    }

    /// <summary>The name in the form that is searched.</summary>
    public string NormalizedName { get; private set; } = "";

    /// <summary>When the pool came to be (UTC). What is older, of a pool that had the id before, is none of its.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether the pool answers at all. A disabled pool is as unknown as one that never was. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The RP ID of new passkeys (WebAuthn L3 §4, "Relying Party Identifier"). Each passkey remembers its own.</summary>
    public required string RpId { get; set; }

    /// <summary>Whether passkeys of an RP ID may sign in: the pool's own, or one that it had.</summary>
    /// <param name="rpId">The RP ID.</param>
    public bool Accepts(string rpId) => rpId == RpId || Policy.FormerRpIds.Contains(rpId, StringComparer.Ordinal);

    /// <summary>Everything else that the pool decides.</summary>
    public PoolPolicy Policy { get; set; } = new();

    /// <summary>Changes with every change; the ETag of the administration API.</summary>
    public Guid Version { get; set; }
}
