using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Administration.People;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.People;

/// <summary>The links that one administrator asked for and another has to approve.</summary>
/// <param name="requests">Knows them.</param>
public sealed class AdminEnrolmentRequestsModel(IEnrolmentRequests requests) : PeoplePage
{
    /// <summary>The part of the list that is shown.</summary>
    public Listed<EnrolmentRequestView> Requests { get; private set; } = new([], null);

    /// <summary>Whether it is the first part.</summary>
    public bool IsFirst => !Request.Query.ContainsKey("cursor");

    /// <summary>Whom the link that is shown is for.</summary>
    public string? LinkFor { get; private set; }

    /// <summary>Lists.</summary>
    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    /// <summary>Approves one: the link is shown.</summary>
    public async Task<IActionResult> OnPostApproveAsync(Guid request, string? identifier)
    {
        LinkFor = identifier;
        return await ShowAsync(await requests.ApproveAsync(Pool, request, Origin, Administrator, HttpContext.RequestAborted));
    }

    /// <summary>Rejects one.</summary>
    public async Task<IActionResult> OnPostRejectAsync(Guid request) =>
        await AnswerAsync((await requests.RejectAsync(Pool, request, Administrator, HttpContext.RequestAborted)).Refusal, "PeopleRejected");

    /// <inheritdoc />
    protected override async Task<IActionResult?> LoadAsync()
    {
        try
        {
            Requests = await requests.ListAsync(Pool.Id, ListQuery.Read(Request.Query), HttpContext.RequestAborted);
            return null;
        }
        catch (InvalidMemberException)
        {
            return BadRequest();
        }
    }
}
