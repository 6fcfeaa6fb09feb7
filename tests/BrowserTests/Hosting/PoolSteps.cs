using Microsoft.Playwright;

namespace Passkeys.BrowserTests.Hosting;

/// <summary>What administrators do with pools.</summary>
public static class PoolSteps
{
    /// <summary>Makes a pool of a template by the pages. It ends at the pool's settings.</summary>
    /// <param name="visitor">A platform administrator.</param>
    /// <param name="id">The pool's id.</param>
    /// <param name="name">Its name.</param>
    /// <param name="template">The template, as the page calls it.</param>
    public static async Task CreatePoolAsync(this Visitor visitor, string id, string name, string template)
    {
        await visitor.Page.GotoAsync("/admin");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = visitor.Words["New pool"] }).ClickAsync();
        await visitor.Page.GetByLabel(visitor.Words[template]).CheckAsync();
        await visitor.Page.GetByLabel(visitor.Words["Name"], new() { Exact = true }).FillAsync(name);
        await visitor.Page.GetByLabel(visitor.Words["Id"], new() { Exact = true }).FillAsync(id);
        await visitor.PressAsync("Create the pool");
        await visitor.Page.WaitForURLAsync($"**/admin/pools/{id}/settings");
    }

    /// <summary>Gives a pool a colour by the pages.</summary>
    public static async Task BrandPoolAsync(this Visitor visitor, string id, string accent)
    {
        await visitor.Page.GotoAsync($"/admin/pools/{id}/settings/branding");
        await visitor.AccentField().FillAsync(accent);
        await visitor.PressAsync("Save");
        await visitor.ShouldReadAsync("Saved");
    }

    /// <summary>The field of a pool's colour, which is not the picker beside it.</summary>
    public static ILocator AccentField(this Visitor visitor) => visitor.Page.GetByLabel(visitor.Words["Accent colour"], new() { Exact = true });
}
