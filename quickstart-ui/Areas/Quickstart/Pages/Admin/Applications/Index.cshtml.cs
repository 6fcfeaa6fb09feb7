using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Applications;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.Applications;

/// <summary>The applications.</summary>
/// <param name="applications">Lists them.</param>
public sealed class ApplicationsIndexModel(IApplications applications) : ApplicationsPage
{
    /// <summary>What is shown.</summary>
    public ApplicationList List { get; private set; } = null!;

    /// <summary>What is searched for.</summary>
    public ListQuery Query { get; private set; } = new();

    /// <summary>Shows a part of the list.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        try
        {
            Query = ListQuery.Read(Request.Query);
        }
        catch (InvalidMemberException)
        {
            return BadRequest();
        }
        List = await applications.ListAsync(Query, pool: null, HttpContext.RequestAborted);
        return Page();
    }
}
