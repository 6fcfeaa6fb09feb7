using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>The pools within an administrator's reach.</summary>
/// <param name="pools">The pools.</param>
public sealed class AdminIndexModel(IAdministeredPools pools) : AdminPage
{
    /// <summary>What was searched for, or null.</summary>
    public string? Search { get; private set; }

    /// <summary>Whether it is the first part.</summary>
    public bool IsFirst { get; private set; }

    /// <summary>A part of the pools.</summary>
    public Listed<Pool> Pools { get; private set; } = null!;

    /// <summary>Shows a part of them.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        try
        {
            var query = ListQuery.Read(Request.Query);
            (Search, IsFirst) = (query.Search, query.Cursor is null);
            Pools = await pools.ListAsync(Administrator, query, HttpContext.RequestAborted);
            return Page();
        }
        catch (InvalidMemberException)
        {
            return Redirect(Url.Content("~/admin"));
        }
    }
}
