using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.QuickstartUi.Settings;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>
/// Some of a pool's settings in a form. It is saved for the version that was shown: where somebody else has saved meanwhile, it is shown again, with what they changed
/// and with what was typed.
/// </summary>
public abstract class PoolSettingsPage : AdminPoolPage
{
    /// <summary>The version that the form was made for.</summary>
    [BindProperty]
    public Guid Version { get; set; }

    /// <summary>The pool's id, typed to say that everybody in it may be signed out.</summary>
    [BindProperty]
    public string? Typed { get; set; }

    /// <summary>Whether the pool is to be disabled, which ends everybody's access: then its id is asked for.</summary>
    public bool IsToBeDisabled { get; private set; }

    /// <summary>The part of the settings, as the address and the texts have it.</summary>
    public abstract string Part { get; }

    /// <summary>The form's groups.</summary>
    internal abstract IReadOnlyList<SettingGroup> Groups { get; }

    /// <summary>What stands in the form.</summary>
    internal SettingForm Form { get; private set; } = null!;

    /// <summary>What somebody else changed meanwhile; null: nobody did.</summary>
    internal IReadOnlyList<SettingChange>? Conflict { get; private set; }

    private IReadOnlyList<Setting> Writable =>
        [.. Groups.SelectMany(group => group.Settings).Where(MayWrite)];

    /// <summary>Whether the person may change this one.</summary>
    internal bool MayWrite(Setting setting) => MayChange && (Administrator.Reach.IsPlatform || !PoolSettings.IsForPlatform(setting));

    /// <summary>Shows the form.</summary>
    public void OnGet()
    {
        Form = SettingForm.Of([.. Groups.SelectMany(group => group.Settings)], PoolDraft.Of(Pool));
        Version = Pool.Version;
    }

    /// <summary>Saves it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await ReadAsync();
        var draft = Form.ApplyTo(PoolDraft.Of(Pool), out var unreadable);
        foreach (var setting in unreadable)
            ModelState.AddModelError(SettingForm.FieldOf(setting), Text($"PoolWrong.{setting.Name}", Text("PoolWrong.Unreadable")));
        IsToBeDisabled = Pool.Enabled && !draft.Enabled;
        if (IsToBeDisabled && !string.Equals(Typed?.Trim(), Pool.Id.Value, StringComparison.Ordinal))
            ModelState.AddModelError(nameof(Typed), Format("PoolDisable.NotTyped"));
        if (!ModelState.IsValid)
            return Again();
        var pools = HttpContext.RequestServices.GetRequiredService<IAdministeredPools>();
        return Answer(await pools.ReplaceAsync(Administrator, Pool.Id, draft, Version, HttpContext.RequestAborted));
    }

    /// <summary>Reads what was sent.</summary>
    private protected async Task ReadAsync()
    {
        Form = SettingForm.Read(Writable, Request.Form);
        await ReadMoreAsync();
    }

    /// <summary>Reads what is not in a field of the form as it is.</summary>
    protected virtual Task ReadMoreAsync() => Task.CompletedTask;

    /// <summary>Shows the form again, with what was typed.</summary>
    private protected PageResult Again()
    {
        Form = Form.With([.. Groups.SelectMany(group => group.Settings)], PoolDraft.Of(Pool));
        return Page();
    }

    private IActionResult Answer(PoolOutcome outcome)
    {
        switch (outcome)
        {
            case PoolOutcome.Saved:
                Done = "PoolSaved";
                return RedirectToPage(new { poolId = PoolName });
            case PoolOutcome.Stale stale:
                Conflict = Form.TakeOver(PoolDraft.Of(stale.Current));
                Version = stale.Current.Version;
                ModelState.Remove(nameof(Version));
                return Again();
            case PoolOutcome.Invalid invalid:
                AddError(invalid);
                return Again();
            case PoolOutcome.LastAdministrator:
                ModelState.AddModelError("", Text("PoolWrong.LastAdministrator"));
                return Again();
            case PoolOutcome.OutOfReach:
                return StatusCode(Microsoft.AspNetCore.Http.StatusCodes.Status403Forbidden);
            default:
                return NotFound();
        }
    }

    private void AddError(PoolOutcome.Invalid invalid)
    {
        var setting = Form.Settings.FirstOrDefault(each => each.IsNamedBy(invalid.Member));
        ModelState.AddModelError(setting is null ? "" : SettingForm.FieldOf(setting), Text($"PoolWrong.{invalid.Member}", $"{invalid.Member}: {invalid.Message}"));
    }

    private string Format(string key) => HttpContext.RequestServices.GetRequiredService<IStringLocalizer<AdminTexts>>()[key, Pool.Id].Value;

    private string Text(string key, string? otherwise = null)
    {
        var text = HttpContext.RequestServices.GetRequiredService<IStringLocalizer<AdminTexts>>()[key];
        return text.ResourceNotFound && otherwise is not null ? otherwise : text.Value;
    }
}
