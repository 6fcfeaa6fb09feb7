using System.Text;
using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Admin;

/// <summary>An administrator takes people out of a pool and brings people in.</summary>
public sealed class TransferPage(BrowserFixture browser)
{
    [Fact]
    public async Task Errors_of_a_file_are_named_and_the_mended_file_comes_in()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync();
        await visitor.Page.GotoAsync("/admin/pools/acme/transfer");

        await visitor.CheckFileAsync(TransferFiles.Wrong);

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "The file has errors; nothing was stored" })).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText("passkeys[0].publicKey")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText("userHandle").First).ToBeVisibleAsync();
        await visitor.CheckFileAsync(TransferFiles.Good());
        await Expect(visitor.Page.GetByText("1 records: 1 people and 0 passkeys would be added")).ToBeVisibleAsync();
        await visitor.Page.GetByLabel("Dry run").UncheckAsync();
        await visitor.CheckFileAsync(TransferFiles.Good());
        await Expect(visitor.Page.GetByText("finished")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(visitor.Page.GetByText("1 of 1 records")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task People_leave_as_a_file()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync();
        await visitor.Page.GotoAsync("/admin/pools/demo/transfer");

        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync());

        download.SuggestedFilename.ShouldBe("demo-credentials.jsonl");
        (await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).ShouldContain(visitor.Identifier);
    }

    [Fact]
    public async Task An_auditor_sees_imports_and_no_forms()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync("auditor");

        await visitor.Page.GotoAsync("/admin/pools/demo/transfer");

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Imports" })).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("main form")).ToHaveCountAsync(0);
    }
}

/// <summary>Files for the page.</summary>
internal static class TransferFiles
{
    private const string Header = """{"format":"passkeys.identityserver","version":1}""";

    public const string Wrong = Header + "\n"
        + """{"identifier":"grace@example.com","userHandle":"AAAA","passkeys":[{"credentialId":"AAAAAAAAAAAAAAAAAAAAAA","publicKey":"AAAA","rpId":"localhost"}]}""" + "\n"
        + """{"identifier":"mary@example.com"}""";

    public static string Good()
    {
        var id = Guid.CreateVersion7().ToString("N");
        return Header + "\n" + $$"""{"identifier":"{{id}}@example.com","userHandle":"{{id}}","passkeys":[]}""";
    }

    /// <summary>Chooses a file and sends it.</summary>
    public static async Task CheckFileAsync(this Visitor visitor, string file)
    {
        await visitor.Page.GetByLabel("File", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "people.jsonl", MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes(file) });
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync();
    }
}
