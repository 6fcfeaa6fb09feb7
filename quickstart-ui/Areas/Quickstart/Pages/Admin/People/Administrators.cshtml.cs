using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Administration.People;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.People;

/// <summary>Who administers what, for those who read everything; a platform administrator gives roles here.</summary>
/// <param name="roles">Knows and gives roles.</param>
/// <param name="pools">Knows the pools.</param>
/// <param name="users">Knows the people.</param>
/// <param name="texts">What is said of what is wrong.</param>
public sealed class AdministratorsModel(IAdministratorRoles roles, IAdministeredPools pools, IAdministeredUsers users, IStringLocalizer<AdminTexts> texts) : AdminPage
{
    /// <summary>The part of the list that is shown.</summary>
    public Listed<RoleHolder> Holders { get; private set; } = new([], null);

    /// <summary>Whether it is the first part.</summary>
    public bool IsFirst => !Request.Query.ContainsKey("cursor");

    /// <summary>The pool of whoever gets a role.</summary>
    [BindProperty]
    public string? Home { get; set; }

    /// <summary>What they sign in with.</summary>
    [BindProperty]
    public string? Identifier { get; set; }

    /// <inheritdoc />
    protected override bool MayRead => Administrator.Reach.ReadsAll;

    /// <summary>Lists.</summary>
    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    /// <summary>Gives a role.</summary>
    public async Task<IActionResult> OnPostAsync(string? kind, string? of)
    {
        var ct = HttpContext.RequestAborted;
        var pool = PoolId.TryParse(Home?.Trim(), out var id) ? await pools.FindAsync(id, ct) : null;
        if (pool is null)
            return await ComplainAsync(nameof(Home), "Administrators.NoSuchPool");
        if (await FindAsync(pool.Id, ct) is not { } person)
            return await ComplainAsync(nameof(Identifier), "Administrators.NoSuchPerson");
        if ((await roles.GiveAsync(pool, person.Id, RoleWords.Compose(kind, of), Administrator, ct)).Refusal is { } why)
            return await ComplainAsync("", $"People.Refused.{why}");
        Done = "PeopleRoleGiven";
        return LocalRedirect(Request.PathBase + Request.Path);
    }

    private async Task<AdministeredUser?> FindAsync(PoolId pool, CancellationToken ct)
    {
        try
        {
            return string.IsNullOrWhiteSpace(Identifier) || Identifier.Contains('\0', StringComparison.Ordinal) ? null : await users.FindByIdentifierAsync(pool, Identifier, ct);
        }
        catch (ArgumentException)
        {
            // A noncharacter cannot be normalised, and so nobody has it.
            return null;
        }
    }

    private async Task<IActionResult> ComplainAsync(string field, string text)
    {
        ModelState.AddModelError(field, texts[text]);
        return await LoadAsync() ?? Page();
    }

    private async Task<IActionResult?> LoadAsync()
    {
        try
        {
            Holders = await roles.ListAsync(ListQuery.Read(Request.Query), HttpContext.RequestAborted);
            return null;
        }
        catch (InvalidMemberException)
        {
            return BadRequest();
        }
    }
}
