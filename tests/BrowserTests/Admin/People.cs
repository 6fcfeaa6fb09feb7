using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Passkeys.IdentityServer.Administrators;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Admin;

/// <summary>An administrator at the pages about people.</summary>
public sealed class People(BrowserFixture browser)
{
    [Fact]
    public async Task Invites_a_person_who_enrols_by_the_link()
    {
        await using var administrator = await browser.NewVisitorAsync();
        await administrator.BecomeAdministratorAsync();
        var invited = $"invited-{Guid.CreateVersion7():N}@example.test";
        var link = await administrator.InviteAsync("staff", invited);

        await using var person = await browser.NewVisitorAsync();
        await person.Page.GotoAsync(link);
        await person.PressAsync("Create a passkey");
        await person.ShouldSeeHeadingAsync("Your passkey is ready");

        await administrator.OpenPeopleAsync("staff");
        await Expect(administrator.Page.Locator("#link")).ToHaveCountAsync(0);
        await Expect(administrator.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = invited })).ToContainTextAsync("active");
    }

    [Fact]
    public async Task Suspends_a_person_once_the_identifier_is_typed()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync();
        var person = await visitor.AddPersonAsync();

        await visitor.UnfoldAsync("Suspend");
        await visitor.ConfirmAsync("somebody else", "Suspend");
        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("What you typed is not the identifier");
        await visitor.UnfoldAsync("Suspend");
        await visitor.ConfirmAsync(person, "Suspend");

        await visitor.ShouldReadAsync("The account is suspended");
        await visitor.PressAsync("Activate");
        await visitor.ShouldReadAsync("The account is active");
    }

    [Fact]
    public async Task Removes_a_passkey_and_the_person_is_signed_out()
    {
        await using var person = await browser.NewVisitorAsync();
        await person.SignUpAndInAsync("Grace Hopper");
        await using var administrator = await browser.NewVisitorAsync();
        await administrator.BecomeAdministratorAsync();
        await administrator.OpenPersonAsync("demo", person.Identifier);

        await administrator.UnfoldAsync("Remove");
        await administrator.ConfirmAsync(person.Identifier, "Remove the passkey");

        await administrator.ShouldReadAsync("The passkey was removed");
        await person.Page.GotoAsync("/passkeys");
        await Expect(person.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/account/", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task An_auditor_sees_no_forms()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync(AdministratorRole.Auditor);

        await visitor.OpenOwnPersonAsync();

        await Expect(visitor.Page.Locator("main form")).ToHaveCountAsync(0);
    }
}
