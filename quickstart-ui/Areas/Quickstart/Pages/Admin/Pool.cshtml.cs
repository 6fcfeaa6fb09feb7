using System.Text;
using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;
using Passkeys.QuickstartUi.Settings;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>A pool at a glance.</summary>
/// <param name="pools">The pools.</param>
/// <param name="doctor">Says what is wrong with one.</param>
/// <param name="names">Says who changed one.</param>
public sealed class PoolModel(IAdministeredPools pools, IPoolDoctor doctor, IActorNames names) : AdminPoolPage
{
    private const int LastFew = 3;

    // The page is not to wait for a domain that does not answer; the doctor's own page does.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <summary>What is wrong; null: it could not be said at once.</summary>
    public IReadOnlyList<PoolFinding>? Wrong { get; private set; }

    /// <summary>The last changes, newest first.</summary>
    internal IReadOnlyList<HistoryEntry> LastChanges { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync()
    {
        var changes = await pools.ListChangesAsync(Pool.Id, new ListQuery(Limit: LastFew), HttpContext.RequestAborted);
        LastChanges = await HistoryEntry.OfAsync(changes.Items, names, HttpContext.RequestAborted);
        Wrong = await ExamineAsync();
    }

    /// <summary>The pool's rules as a file.</summary>
    public IActionResult OnGetExport() => File(Encoding.UTF8.GetBytes(pools.Export(Pool)), "application/json", $"pool-{Pool.Id}.json");

    private async Task<IReadOnlyList<PoolFinding>?> ExamineAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(HttpContext.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            var findings = await doctor.ExamineAsync(Pool, Caller.HostOriginOf(HttpContext), patience.Token);
            return [.. findings.Where(finding => finding.Level is FindingLevel.Wrong)];
        }
        catch (OperationCanceledException) when (!HttpContext.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
    }
}
