using System.Text.Json;
using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Admin;

/// <summary>The audit, as administrators read it.</summary>
public sealed class AuditPages(BrowserFixture browser)
{
    private const string OfDemo = "/admin/pools/demo/audit";

    [Fact]
    public async Task Shows_in_words_what_a_person_did_and_leads_to_them()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync();

        await visitor.Page.GotoAsync($"{OfDemo}?search={Uri.EscapeDataString(visitor.Identifier)}");

        var rows = Rows(visitor);
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.First).ToContainTextAsync("Sign-in with a passkey");
        await Expect(rows.Last).ToContainTextAsync("Sign-up");
        await Expect(rows.First.GetByRole(AriaRole.Link, new() { Name = "Ada Lovelace" })).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("^/admin/pools/demo/users/", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        (await rows.First.Locator("time").GetAttributeAsync("datetime"))!.ShouldEndWith("Z");
        await Expect(visitor.Page.GetByText("unbroken")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Filters_by_a_form_that_needs_no_script()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync();
        await visitor.Page.GotoAsync(OfDemo);

        await visitor.Page.GetByLabel("Search", new() { Exact = true }).FillAsync(visitor.Identifier);
        await visitor.Page.GetByLabel("What", new() { Exact = true }).SelectOptionAsync("sign-up");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();

        await Expect(Rows(visitor)).ToHaveCountAsync(1);
        await Expect(visitor.Page.GetByLabel("What", new() { Exact = true })).ToHaveValueAsync("sign-up");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Show all" }).ClickAsync();
        await Expect(visitor.Page.GetByLabel("Search", new() { Exact = true })).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Gives_a_file_of_what_the_filters_leave()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync();
        await visitor.Page.GotoAsync($"{OfDemo}?search={Uri.EscapeDataString(visitor.Identifier)}");

        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Download as JSON lines" }).ClickAsync());

        download.SuggestedFilename.ShouldBe("audit-demo.jsonl");
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()).ShouldBe(["sign-in", "sign-up"]);
    }

    [Fact]
    public async Task Leads_on_by_its_pager()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync();
        await visitor.Page.GotoAsync($"{OfDemo}?search={Uri.EscapeDataString(visitor.Identifier)}&limit=1");

        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();

        await Expect(Rows(visitor)).ToHaveCountAsync(1);
        await Expect(Rows(visitor).First).ToContainTextAsync("Sign-up");
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_filter()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync();

        await visitor.Page.GotoAsync($"{OfDemo}?from=yesterday");

        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("RFC 3339");
    }

    [Theory]
    [InlineData("auditor:demo", "/admin/pools/demo/audit", 200)]
    [InlineData("auditor:demo", "/admin/pools/acme/audit", 403)]
    [InlineData("auditor:demo", "/admin/pools/acme/audit?handler=Export", 403)]
    [InlineData("auditor:demo", "/admin/pools/nowhere/audit", 403)]
    [InlineData("auditor:demo", "/admin/audit", 403)]
    [InlineData("auditor:demo", "/admin/audit?handler=Export", 403)]
    [InlineData("pool-administrator:acme", "/admin/pools/demo/audit", 403)]
    [InlineData("auditor", "/admin/audit", 200)]
    [InlineData("auditor", "/admin/pools/nowhere/audit", 404)]
    public async Task Is_for_those_who_may_read_it(string role, string path, int status)
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync(role);

        (await visitor.Page.APIRequest.GetAsync(new Uri(new Uri(visitor.Host.Origin), path).ToString())).Status.ShouldBe(status);
    }

    private static ILocator Rows(Visitor visitor) => visitor.Page.Locator("table.audit tbody tr");
}
