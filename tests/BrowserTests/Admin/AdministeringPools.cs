using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Passkeys.BrowserTests.Quality;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Admin;

/// <summary>Pools by the pages of the administration.</summary>
public sealed class AdministeringPools(BrowserFixture browser)
{
    private const string Dot = "data:image/svg+xml;base64,";

    [Fact]
    public async Task A_pool_of_a_template_is_there_at_once_and_people_can_sign_up()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync();
        var id = $"shop-{Guid.CreateVersion7():N}";

        await visitor.CreatePoolAsync(id, "Shop", "Customers");

        await visitor.ShouldReadAsync("The pool is there.");
        await visitor.Page.GotoAsync($"/account/{id}/sign-up");
        await visitor.ShouldSeeHeadingAsync("Create an account at Shop");
        visitor.Complaints.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_preview_follows_colour_and_logo_and_both_are_saved()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync();
        var pool = await visitor.NewPoolAsync();
        await visitor.Page.GotoAsync($"/admin/pools/{pool}/settings/branding");

        await visitor.AccentField().FillAsync("#ffee00");
        var button = visitor.Page.Locator(".sample.light .sample-button");
        await Expect(button).Not.ToHaveCSSAsync("background-color", "rgb(15, 100, 96)");
        // Yellow itself can hardly be seen on white: the server found a darker one.
        await Expect(button).Not.ToHaveCSSAsync("background-color", "rgb(255, 238, 0)");
        await Expect(visitor.Page.Locator(".sample.dark .sample-button")).ToHaveCSSAsync("background-color", "rgb(255, 238, 0)");

        await visitor.Field("Logo from a file").SetInputFilesAsync(new FilePayload { Name = "logo.svg", MimeType = "image/svg+xml", Buffer = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><rect width='8' height='8'/></svg>"u8.ToArray() });
        await Expect(visitor.Page.Locator(".sample.light img")).ToHaveAttributeAsync("src", new System.Text.RegularExpressions.Regex("^" + System.Text.RegularExpressions.Regex.Escape(Dot), System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await visitor.PressAsync("Save");

        await visitor.ShouldReadAsync("Saved");
        await visitor.OpenSignInAsync(pool);
        await Expect(visitor.Page.Locator(".brand img")).ToBeVisibleAsync();
        visitor.Complaints.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_no_logo_is_refused_where_it_was_chosen()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync();
        await visitor.Page.GotoAsync($"/admin/pools/{await visitor.NewPoolAsync()}/settings/branding");

        await visitor.Field("Logo from a file").SetInputFilesAsync(new FilePayload { Name = "logo.png", MimeType = "text/html", Buffer = "<script>alert(1)</script>"u8.ToArray() });

        await visitor.ShouldReadAsync("A PNG, WebP or SVG image of at most 12 KB is expected");
        await Expect(visitor.Field("Address of the logo")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Of_two_editors_the_second_sees_what_the_first_did_and_loses_nothing()
    {
        await using var first = await browser.NewVisitorAsync();
        await using var second = await browser.NewVisitorAsync();
        await first.BecomeAdministratorAsync();
        await second.BecomeAdministratorAsync();
        var pool = await first.NewPoolAsync();
        foreach (var editor in new[] { first, second })
            await editor.Page.GotoAsync($"/admin/pools/{pool}/settings");

        await Name(first).FillAsync("Theirs");
        await first.Field("Languages").FillAsync("de");
        await first.PressAsync("Save");
        await first.ShouldReadAsync("Saved");
        await Name(second).FillAsync("Mine");
        await second.Field("Name that authenticators show").FillAsync("Mine as well");
        await second.PressAsync("Save");

        await Expect(second.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(second.Words["Somebody else has changed this pool meanwhile"]);
        await Expect(Name(second)).ToHaveValueAsync("Mine");
        await Expect(second.Field("Languages")).ToHaveValueAsync("de");
        await Expect(second.Page.GetByRole(AriaRole.Table)).ToContainTextAsync("Theirs");

        await second.PressAsync("Save");
        await second.ShouldReadAsync("Saved");
        await Expect(Name(second)).ToHaveValueAsync("Mine");
        await Expect(second.Field("Languages")).ToHaveValueAsync("de");
        await Expect(second.Field("Name that authenticators show")).ToHaveValueAsync("Mine as well");
    }

    [Fact]
    public async Task Authenticators_are_searched_while_typing_and_chosen_ones_stay()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync();
        await visitor.Page.GotoAsync($"/admin/pools/{await visitor.NewPoolAsync()}/settings/models");

        await visitor.Field("Search models").FillAsync("icloud");
        await Expect(visitor.Page.Locator("#found tr").First).ToContainTextAsync("iCloud");
        await visitor.Page.Locator("#found").GetByRole(AriaRole.Combobox).First.SelectOptionAsync("allow");
        await visitor.Field("Search models").FillAsync("google");
        await Expect(visitor.Page.Locator("#found")).ToContainTextAsync("Google");
        await Expect(visitor.Page.Locator("#chosen")).ToContainTextAsync("iCloud");
        await visitor.PressAsync("Save");

        await visitor.ShouldReadAsync("Saved");
        await Expect(visitor.Page.Locator("#chosen").GetByRole(AriaRole.Combobox)).ToHaveCountAsync(1);
        await Expect(visitor.Page.Locator("#chosen").GetByRole(AriaRole.Combobox)).ToHaveValueAsync("allow");
    }

    [Fact]
    public async Task A_pool_is_deleted_when_its_id_was_typed()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync();
        var pool = await visitor.NewPoolAsync();
        await visitor.Page.GotoAsync($"/admin/pools/{pool}/delete");

        await visitor.Page.GetByRole(AriaRole.Textbox).FillAsync("something-else");
        await visitor.PressAsync("Delete for ever");
        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Textbox).FillAsync(pool);
        await visitor.PressAsync("Delete for ever");

        await visitor.ShouldReadAsync("The pool is deleted");
        (await visitor.Page.GotoAsync($"/admin/pools/{pool}"))!.Status.ShouldBe(404);
    }

    [Fact]
    public async Task An_old_sign_in_is_confirmed_and_what_was_typed_is_sent()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync();
        var pool = await visitor.NewPoolAsync();
        await visitor.Host.AgeSignInsAsync(visitor.Identifier);
        await visitor.Page.GotoAsync($"/admin/pools/{pool}/settings");

        await Name(visitor).FillAsync("After a while");
        await visitor.PressAsync("Save");
        await visitor.DialogButton("Confirm").ClickAsync();

        await visitor.ShouldReadAsync("Saved");
        await Expect(Name(visitor)).ToHaveValueAsync("After a while");
        // And it counts for the next one.
        await Name(visitor).FillAsync("And again");
        await visitor.PressAsync("Save");
        await Expect(Name(visitor)).ToHaveValueAsync("And again");
        await Expect(visitor.Dialog()).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Without_a_script_an_old_sign_in_is_confirmed_on_a_page_that_leads_back()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync();
        var pool = await visitor.NewPoolAsync();
        // The form's script does not come; the page that asks for the passkey has its own.
        await visitor.Page.RouteAsync("**/pages/admin.js", route => route.AbortAsync());
        await visitor.Page.GotoAsync($"/admin/pools/{pool}/settings");
        await visitor.Host.AgeSignInsAsync(visitor.Identifier);

        await visitor.PressAsync("Save");
        await visitor.ShouldSeeHeadingAsync("Is it still you?");
        // A press before the page is whole does nothing.
        await visitor.Page.WaitForLoadStateAsync();
        await visitor.PressAsync("Confirm");

        await visitor.Page.WaitForURLAsync($"**/admin/pools/{pool}/settings");
    }

    [Fact]
    public async Task Whoever_administers_one_pool_changes_it_but_not_its_domain()
    {
        await using var visitor = await browser.NewVisitorAsync();
        var pool = await visitor.NewPoolAsync();
        await visitor.BecomeAdministratorAsync(AdministratorRole.PoolAdministrator(new PoolId(pool)));
        await visitor.Page.GotoAsync("/admin");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = pool }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = visitor.Words["Settings"], Exact = true }).ClickAsync();

        await Expect(visitor.Page.GetByLabel(visitor.Words["Domain (RP ID)"])).ToBeDisabledAsync();
        await Name(visitor).FillAsync("Ours");
        await visitor.PressAsync("Save");

        await visitor.ShouldReadAsync("Saved");
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = visitor.Words["New pool"] })).ToHaveCountAsync(0);
    }

    private static ILocator Name(Visitor visitor) => visitor.Page.GetByLabel(visitor.Words["Name"], new() { Exact = true });
}
