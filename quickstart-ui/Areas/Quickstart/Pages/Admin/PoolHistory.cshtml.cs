using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.QuickstartUi.Settings;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>What was changed of a pool, by whom, and what it was before.</summary>
/// <param name="pools">The pools.</param>
/// <param name="names">Says who they were.</param>
public sealed class PoolHistoryModel(IAdministeredPools pools, IActorNames names) : AdminPoolPage
{
    /// <summary>The cursor of the next part, or null.</summary>
    public string? Next { get; private set; }

    /// <summary>Whether it is the first part.</summary>
    public bool IsFirst { get; private set; }

    /// <summary>A part of the changes.</summary>
    internal IReadOnlyList<HistoryEntry> Entries { get; private set; } = [];

    /// <summary>Shows a part of them.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        try
        {
            var query = ListQuery.Read(Request.Query) with { Limit = 25, Search = null };
            var changes = await pools.ListChangesAsync(Pool.Id, query, HttpContext.RequestAborted);
            (Next, IsFirst) = (changes.Next, query.Cursor is null);
            Entries = await HistoryEntry.OfAsync(changes.Items, names, HttpContext.RequestAborted);
            return Page();
        }
        catch (InvalidMemberException)
        {
            return RedirectToPage(new { poolId = PoolName });
        }
    }
}
