using Microsoft.Playwright;
using Shouldly;

namespace Passkeys.BrowserTests.Hosting;

/// <summary>What administrators do with people.</summary>
public static class PeopleSteps
{
    /// <summary>The list of a pool's people.</summary>
    public static Task OpenPeopleAsync(this Visitor visitor, string pool = "demo") => visitor.Page.GotoAsync($"/admin/pools/{pool}/users");

    /// <summary>Adds a person, and opens their page.</summary>
    public static async Task<string> AddPersonAsync(this Visitor visitor)
    {
        var identifier = $"added-{Guid.CreateVersion7():N}@example.test";
        await visitor.OpenPeopleAsync();
        await visitor.Field("Identifier").FillAsync(identifier);
        await visitor.Field("Name (optional)").FillAsync("Grace Hopper");
        if (await visitor.Page.Locator("input[type=checkbox]").CountAsync() > 0)
            await visitor.Page.Locator("input[type=checkbox]").UncheckAsync();
        await visitor.PressAsync("Add the person");
        await visitor.ShouldSeeHeadingAsync("Grace Hopper");
        return identifier;
    }

    /// <summary>Opens one of the page's parts that are closed until somebody wants them.</summary>
    public static Task UnfoldAsync(this Visitor visitor, string what) =>
        visitor.Page.Locator("summary").Filter(new LocatorFilterOptions { HasText = visitor.Words[what] }).First.ClickAsync();

    /// <summary>Types the identifier that a form asks for, and sends it.</summary>
    public static async Task ConfirmAsync(this Visitor visitor, string identifier, string button)
    {
        var form = visitor.Page.Locator("details[open] form").Filter(new LocatorFilterOptions { Has = visitor.Button(button) });
        await form.Locator("input[name=confirm]").FillAsync(identifier);
        await form.GetByRole(AriaRole.Button).ClickAsync();
    }

    /// <summary>Adds a person to a pool by invitation: the path of the link.</summary>
    public static async Task<string> InviteAsync(this Visitor visitor, string pool, string identifier)
    {
        await visitor.OpenPeopleAsync(pool);
        await visitor.Field("Identifier").FillAsync(identifier);
        await visitor.PressAsync("Add the person");
        await visitor.ShouldSeeHeadingAsync($"A link for {identifier}");
        visitor.Page.Url.ShouldNotContain("code");
        var link = new Uri(await visitor.Page.Locator("#link").InnerTextAsync());
        return link.PathAndQuery + link.Fragment;
    }

    /// <summary>Finds a person of a pool, and opens their page.</summary>
    public static async Task OpenPersonAsync(this Visitor visitor, string pool, string identifier)
    {
        await visitor.OpenPeopleAsync(pool);
        await visitor.Page.Locator("#search").FillAsync(identifier);
        await visitor.Page.GetByRole(AriaRole.Search).GetByRole(AriaRole.Button).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = identifier }).ClickAsync();
    }

    /// <summary>Opens the page of the visitor's own account.</summary>
    public static async Task OpenOwnPersonAsync(this Visitor visitor)
    {
        await visitor.OpenPersonAsync("demo", visitor.Identifier);
        await visitor.ShouldSeeHeadingAsync("Ada Lovelace");
    }
}
