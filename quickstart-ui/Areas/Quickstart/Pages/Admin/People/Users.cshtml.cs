using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Administration.People;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.People;

/// <summary>The people of a pool: list, search, and make one.</summary>
/// <param name="users">Knows them.</param>
/// <param name="accounts">Makes accounts.</param>
/// <param name="credentials">Makes invitations.</param>
public sealed class AdminUsersModel(IAdministeredUsers users, IAccountActs accounts, ICredentialActs credentials) : PeoplePage
{
    /// <summary>The part of the list that is shown.</summary>
    public Listed<AdministeredUser> People { get; private set; } = new([], null);

    /// <summary>What is searched for, or null.</summary>
    public string? Search { get; private set; }

    /// <summary>Whether it is the first part.</summary>
    public bool IsFirst => !Request.Query.ContainsKey("cursor");

    /// <summary>What a new person signs in with.</summary>
    [BindProperty]
    public string? Identifier { get; set; }

    /// <summary>What a new person is called.</summary>
    [BindProperty]
    public string? DisplayName { get; set; }

    /// <summary>Whether a new person is invited at once.</summary>
    [BindProperty]
    public bool Invited { get; set; }

    /// <summary>Whom a new invitation is for.</summary>
    public AdministeredUser? Made { get; private set; }

    /// <summary>Lists.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        Invited = Pool.Policy.Registration.Invitation;
        return await LoadAsync() ?? Page();
    }

    /// <summary>Makes a person, and invites them where that was asked for.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var ct = HttpContext.RequestAborted;
        var outcome = await accounts.CreateAsync(Pool, Identifier ?? "", string.IsNullOrWhiteSpace(DisplayName) ? null : DisplayName.Trim(), Administrator, ct);
        if (outcome.Value is not { } made)
            return await SayAsync(outcome.Refusal!.Value, outcome.Refusal is ActRefusal.InvalidDisplayName ? nameof(DisplayName) : nameof(Identifier));
        if (!Invited)
            return await AnswerAsync(refusal: null, "PeopleCreated", $"{Request.PathBase}/admin/pools/{Pool.Id}/users/{made.Id}");
        (Made, Identifier, DisplayName) = (made, null, null);
        return await ShowAsync(await credentials.InviteAsync(Pool, made.Id, Origin, Administrator, ct));
    }

    /// <inheritdoc />
    protected override async Task<IActionResult?> LoadAsync()
    {
        try
        {
            var query = ListQuery.Read(Request.Query);
            (Search, People) = (query.Search, await users.ListAsync(Pool.Id, query, HttpContext.RequestAborted));
            return null;
        }
        catch (InvalidMemberException)
        {
            return BadRequest();
        }
    }
}
