using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>Makes a pool of a template.</summary>
/// <param name="pools">The pools.</param>
/// <param name="texts">The texts.</param>
public sealed class PoolNewModel(IAdministeredPools pools, IStringLocalizer<AdminTexts> texts) : AdminPage
{
    /// <summary>The template, one of <see cref="PoolTemplates.Names"/>.</summary>
    [BindProperty]
    public string Template { get; set; } = PoolTemplates.Consumer;

    /// <summary>What people call the pool.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>The pool's id.</summary>
    [BindProperty]
    public string? Id { get; set; }

    /// <summary>The RP ID of its passkeys.</summary>
    [BindProperty]
    public string? RpId { get; set; }

    /// <inheritdoc />
    protected override bool MayRead => Administrator.Reach.IsPlatform;

    /// <summary>Shows the form, with this host's own name as the RP ID.</summary>
    public void OnGet() => RpId = Request.Host.Host;

    /// <summary>Makes the pool, and goes on to its settings.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!PoolId.TryParse(Id?.Trim(), out var id))
            ModelState.AddModelError(nameof(Id), texts["PoolWrong.id"]);
        if (string.IsNullOrWhiteSpace(Name))
            ModelState.AddModelError(nameof(Name), texts["PoolWrong.name"]);
        if (!PoolTemplates.Names.Contains(Template, StringComparer.Ordinal))
            ModelState.AddModelError(nameof(Template), texts["PoolNew.TemplateMissing"]);
        if (!ModelState.IsValid)
            return Page();
        var draft = new PoolDraft(id, Name!.Trim(), Enabled: true, RpId?.Trim().ToLowerInvariant() ?? "", PoolTemplates.Create(Template));
        return Answer(await pools.CreateAsync(Administrator, draft, HttpContext.RequestAborted));
    }

    private IActionResult Answer(PoolOutcome outcome)
    {
        switch (outcome)
        {
            case PoolOutcome.Saved saved:
                Done = "PoolCreated";
                return Redirect(Url.Content($"~/admin/pools/{saved.Pool.Id}/settings"));
            case PoolOutcome.Taken:
                ModelState.AddModelError(nameof(Id), texts["PoolWrong.Taken"]);
                return Page();
            case PoolOutcome.Invalid invalid:
                var text = texts[$"PoolWrong.{invalid.Member}"];
                ModelState.AddModelError(FieldOf(invalid.Member), text.ResourceNotFound ? $"{invalid.Member}: {invalid.Message}" : text.Value);
                return Page();
            default:
                return StatusCode(StatusCodes.Status403Forbidden);
        }
    }

    private static string FieldOf(string member) => member switch
    {
        "id" => nameof(Id),
        "name" => nameof(Name),
        "rpId" => nameof(RpId),
        _ => "",
    };
}
