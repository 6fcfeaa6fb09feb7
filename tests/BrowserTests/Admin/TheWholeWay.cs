using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Admin;

/// <summary>An administrator begins with nothing but the link that a new host prints, which works once: no other test may use it. They read no code.</summary>
public sealed class TheWholeWay(BrowserFixture browser)
{
    private readonly string _pool = $"whole-{Guid.CreateVersion7():N}";
    private readonly string _application = $"whole-app-{Guid.CreateVersion7():N}";

    [Fact]
    public async Task From_the_link_of_the_first_start_to_a_person_who_comes_and_has_to_go()
    {
        await using var administrator = await browser.NewVisitorAsync();
        await using var person = await browser.NewVisitorAsync();

        await EnrolByFirstLinkAsync(administrator);
        await FindAdministrationAsync(administrator);
        await administrator.CreatePoolAsync(_pool, "Garden club", "Employees");
        await ShouldBeByInvitationAsync(administrator);
        await administrator.BrandPoolAsync(_pool, "#7a1fa2");
        await SeeItInHistoryAsync(administrator);
        await administrator.RegisterApplicationAsync(_application, _pool, person.App);

        await EnrolAsync(person, await administrator.InviteAsync(_pool, person.Identifier));
        await SignInByApplicationAsync(person);
        await SeeSignInAsync(administrator, person.Identifier);

        await RemovePasskeyAsync(administrator, person.Identifier);
        await ShouldHaveToSignInAsync(person);

        administrator.Complaints.All.ShouldBeEmpty();
        person.Complaints.All.ShouldBeEmpty();
    }

    private static async Task EnrolByFirstLinkAsync(Visitor administrator)
    {
        await EnrolAsync(administrator, await administrator.Host.EnrolmentPathAsync());
        await administrator.PressAsync("Sign in now");
        await administrator.ShouldBeAtMyPasskeysAsync();
        await Expect(administrator.Page.GetByText("Administrator", new() { Exact = true })).ToBeVisibleAsync();
    }

    private static async Task EnrolAsync(Visitor visitor, string link)
    {
        await visitor.Page.GotoAsync(link);
        visitor.Page.Url.ShouldNotContain("code=");
        await visitor.PressAsync("Create a passkey");
        await visitor.ShouldSeeHeadingAsync("Your passkey is ready");
    }

    private static async Task FindAdministrationAsync(Visitor administrator)
    {
        await administrator.Page.GetByRole(AriaRole.Link, new() { Name = administrator.Words["Administration"] }).ClickAsync();
        await administrator.ShouldSeeHeadingAsync("Pools");
    }

    private async Task ShouldBeByInvitationAsync(Visitor administrator)
    {
        await administrator.Page.GotoAsync($"/admin/pools/{_pool}/settings/sign-in");
        await Expect(administrator.Field("Anyone may sign up")).Not.ToBeCheckedAsync();
        await Expect(administrator.Field("Administrators may invite")).ToBeCheckedAsync();
    }

    private async Task SeeItInHistoryAsync(Visitor administrator)
    {
        await administrator.Page.GotoAsync($"/admin/pools/{_pool}/history");
        await Expect(administrator.Page.GetByRole(AriaRole.Table).First).ToContainTextAsync("#7a1fa2");
    }

    // The virtual device answers as soon as the page offers passkeys in its field.
    private async Task SignInByApplicationAsync(Visitor person)
    {
        await BeSentAsync(person);
        await person.ShouldBeBackWithAsync("code=");
    }

    private Task BeSentAsync(Visitor person) =>
        person.SendWithRequestAsync(("client_id", _application), ("scope", "openid profile"), ("acr_values", $"tenant:{_pool}"));

    private async Task SeeSignInAsync(Visitor administrator, string identifier)
    {
        await administrator.Page.GotoAsync($"/admin/pools/{_pool}/audit?search={Uri.EscapeDataString(identifier)}");
        await Expect(administrator.Page.Locator("table.audit tbody tr").Filter(new() { HasText = "Sign-in with a passkey" })).ToHaveCountAsync(1);
        await administrator.Page.GotoAsync($"/admin/pools/{_pool}/insight");
        await Expect(administrator.Page.GetByRole(AriaRole.Img, new() { Name = administrator.Words["Sign-ins by method"] })).ToBeVisibleAsync();
    }

    private async Task RemovePasskeyAsync(Visitor administrator, string identifier)
    {
        await administrator.OpenPersonAsync(_pool, identifier);
        await administrator.UnfoldAsync("Remove");
        await administrator.ConfirmAsync(identifier, "Remove the passkey");
        await administrator.ShouldReadAsync("The passkey was removed");
    }

    private async Task ShouldHaveToSignInAsync(Visitor person)
    {
        await person.Device.BeTouchedAsync(false);
        await person.Page.GotoAsync("/passkeys");
        await Expect(person.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/account/", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await BeSentAsync(person);
        await person.ShouldBeAtSignInOfAsync(_pool);
    }
}
