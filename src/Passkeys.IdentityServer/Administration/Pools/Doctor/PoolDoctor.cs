using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools.Doctor;

internal sealed class PoolDoctor(IEnumerable<IPoolCheck> checks, IOutside outside) : IPoolDoctor
{
    public async Task<IReadOnlyList<PoolFinding>> ExamineAsync(Pool pool, string? hostOrigin, CancellationToken ct)
    {
        var examination = new Examination(pool, hostOrigin, outside);
        var findings = new List<PoolFinding>();
        foreach (var check in checks)
        {
            await foreach (var finding in check.LookAsync(examination, ct))
                findings.Add(finding);
        }
        return findings;
    }
}
