using System.Net;
using System.Text.RegularExpressions;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.IntegrationTests.Pages;

/// <summary>A person at a browser without script: keeps cookies, follows no redirect, sends the forms that a page has.</summary>
internal sealed partial class PageVisitor(HostFixture host) : IDisposable
{
    private readonly HttpClient _browser = NewBrowser(host);

    /// <summary>Opens a page, or whatever is at an address.</summary>
    public Task<Answer> OpenAsync(string address) => new Caller(_browser).GetAsync(address);

    /// <summary>What a first visit to a page transfers, by address, in bytes.</summary>
    public Task<IReadOnlyDictionary<string, int>> WeighAsync(string address) => Transfer.OfAsync(_browser, address);

    /// <summary>Where an address leads to at once.</summary>
    public async Task<string> RedirectOfAsync(string address) => LocationOf(await OpenAsync(address));

    /// <summary>Where an answer leads to at once.</summary>
    public static string LocationOf(Answer answer) => answer.Status is HttpStatusCode.Redirect
        ? answer.Headers["Location"]
        : throw new InvalidOperationException($"A redirect was expected: {(int)answer.Status} {answer.Text}");

    /// <summary>Sends the form of a page whose address has this in it, with these fields on top.</summary>
    public Task<Answer> SendAsync(Answer page, string action, params (string Name, string Value)[] fields)
    {
        var form = Forms().Matches(page.Text).Select(match => match.Value).FirstOrDefault(text => ActionOf(text).Contains(action, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"The page has no form with {action}: {page.Text}");
        var content = Hidden().Matches(form).Select(match => (Name: match.Groups["name"].Value, Value: WebUtility.HtmlDecode(match.Groups["value"].Value))).Concat(fields);
        return new Caller(_browser).SendAsync(HttpMethod.Post, ActionOf(form), new FormUrlEncodedContent(content.Select(field => KeyValuePair.Create(field.Name, field.Value))), bearer: null);
    }

    /// <summary>Signs in at a pool's page.</summary>
    public async Task SignInAsync(Site site, SoftwareAuthenticator phone)
    {
        var here = new Caller(_browser);
        var options = (await here.PostAsync(site.Path("login/webauthn/options"), new System.Text.Json.Nodes.JsonObject())).OrThrow();
        var body = new System.Text.Json.Nodes.JsonObject { ["ceremony"] = options["ceremony"], ["credential"] = phone.Sign(options.Body["publicKey"]!) };
        (await here.PostAsync(site.Path("login/webauthn/finish"), body)).OrThrow();
    }

    /// <summary>Signs in with a password.</summary>
    public async Task SignInWithPasswordAsync(Site site, string identifier, string password) =>
        (await new Caller(_browser).PostAsync(site.Path("login/password"), new System.Text.Json.Nodes.JsonObject { ["identifier"] = identifier, ["password"] = password })).OrThrow();

    /// <summary>Posts these fields, and no other, to an address.</summary>
    public Task<Answer> PostAsync(string address, params (string Name, string Value)[] fields) => new Caller(_browser).SendAsync(
        HttpMethod.Post, address, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), bearer: null);

    /// <summary>What tells a form of this visitor from one that another site made.</summary>
    public async Task<(string Name, string Value)> AntiforgeryAsync()
    {
        const string name = "__RequestVerificationToken";
        var page = await OpenAsync("/account/sign-out");
        return Hidden().Matches(page.Text).Where(match => match.Groups["name"].Value == name).Select(match => (name, match.Groups["value"].Value)).FirstOrDefault();
    }

    /// <summary>Signs out in another tab.</summary>
    public async Task SignOutAsync() => await SendAsync(await OpenAsync("/account/sign-out"), "sign-out");

    public void Dispose() => _browser.Dispose();

    private static HttpClient NewBrowser(HostFixture host)
    {
        var browser = host.NewBrowser();
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
        return browser;
    }

    private static string ActionOf(string form) => WebUtility.HtmlDecode(Action().Match(form).Groups["value"].Value);

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Forms();

    [GeneratedRegex("""\baction="(?<value>[^"]*)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Action();

    [GeneratedRegex("""<input (?=[^>]*type="hidden")[^>]*?name="(?<name>[^"]*)"[^>]*?value="(?<value>[^"]*)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hidden();
}
