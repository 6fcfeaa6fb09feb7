using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Ceremonies;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>Whether a pool can work where it is, and what to mend.</summary>
/// <param name="doctor">Examines it.</param>
public sealed class PoolDoctorModel(IPoolDoctor doctor) : AdminPoolPage
{
    /// <summary>What was found, the worst first.</summary>
    public IReadOnlyList<IGrouping<FindingLevel, PoolFinding>> Findings { get; private set; } = [];

    /// <summary>Examines the pool and shows what was found.</summary>
    public async Task OnGetAsync()
    {
        var found = await doctor.ExamineAsync(Pool, Caller.HostOriginOf(HttpContext), HttpContext.RequestAborted);
        Findings = [.. found.GroupBy(finding => finding.Level).OrderByDescending(group => group.Key)];
    }
}
