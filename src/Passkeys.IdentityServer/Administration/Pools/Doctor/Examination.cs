using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools.Doctor;

/// <summary>A pool that is examined, and what was seen on the way.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="HostOrigin">This host's origin, or null.</param>
/// <param name="Outside">The world outside.</param>
internal sealed record Examination(Pool Pool, string? HostOrigin, IOutside Outside)
{
    /// <summary>The times that servers told, each with how far this host's clock was ahead of it.</summary>
    public List<(string Server, DateTimeOffset Told)> Times { get; } = [];

    public PoolPolicy Policy => Pool.Policy;

    /// <summary>Whether this host itself answers at the well-known addresses of the RP ID.</summary>
    public bool IsHere => HostOrigin is { } origin && new Uri(origin).Host.Equals(Pool.RpId, StringComparison.OrdinalIgnoreCase);

    /// <summary>A document at a well-known address of the RP ID.</summary>
    public Uri WellKnown(string name) => new($"https://{Pool.RpId}/.well-known/{name}");

    public async Task<FetchedDocument> GetAsync(Uri address, CancellationToken ct)
    {
        var document = await Outside.GetAsync(address, ct);
        if (document.Date is { } told)
            Times.Add((address.Host, told));
        return document;
    }
}

/// <summary>One thing to look at.</summary>
internal interface IPoolCheck
{
    IAsyncEnumerable<PoolFinding> LookAsync(Examination examination, CancellationToken ct);
}
