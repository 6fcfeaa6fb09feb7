using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Passkeys.IdentityServer.Pools;
using Passkeys.QuickstartUi.Settings;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>How a pool's pages look, with a sample of them.</summary>
/// <param name="texts">The texts.</param>
[RequestSizeLimit(MostBytes)]
public sealed class PoolSettingsBrandingModel(IStringLocalizer<AdminTexts> texts) : PoolSettingsPage
{
    private const int MostBytes = 512 * 1024;

    /// <summary>A file to be the logo.</summary>
    [BindProperty]
    public IFormFile? LogoFile { get; set; }

    /// <inheritdoc />
    public override string Part => "Branding";

    internal override IReadOnlyList<SettingGroup> Groups => PoolSettings.Branding;

    /// <summary>The logo that is in the form, where pages can show it.</summary>
    public string? Logo => Form.ValueOf(PoolSettings.Logo) is var logo && BrandingRules.IsLogo(logo) ? logo : null;

    /// <summary>The accent that is in the form, where it is one.</summary>
    public string? Accent => BrandingRules.IsAccent(Form.ValueOf(PoolSettings.Accent)) ? Form.ValueOf(PoolSettings.Accent) : null;

    /// <summary>The path of the sample's stylesheet below the assets' version, or null.</summary>
    public string? Stylesheet => Accent is { } accent ? $"brand/{accent[1..].ToLowerInvariant()}/preview.css" : null;

    /// <summary>Shows the sample with what was typed, and saves nothing.</summary>
    public async Task<IActionResult> OnPostPreviewAsync()
    {
        await ReadAsync();
        return Again();
    }

    /// <inheritdoc />
    protected override async Task ReadMoreAsync()
    {
        if (LogoFile is not { Length: > 0 } file)
            return;
        if (file.Length > BrandingRules.MaxLogoLength)
        {
            AddError();
            return;
        }
        using var content = new MemoryStream();
        await file.CopyToAsync(content, HttpContext.RequestAborted);
        if (LogoFileReader.Read(content.ToArray()) is { } address && BrandingRules.IsLogo(address))
            Form.Fill(PoolSettings.Logo, address);
        else
            AddError();
    }

    private void AddError() => ModelState.AddModelError(SettingForm.FieldOf(PoolSettings.Logo), texts["PoolWrong.branding.logo"]);
}
