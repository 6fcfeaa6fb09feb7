using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Passkeys.BrowserTests.Hosting;

/// <summary>Everything a page should not do: errors on the console (violations of the content security policy are there too), scripts that threw, calls to other origins.</summary>
public sealed class Complaints
{
    // Chromium reports every 4xx answer to a fetch; a refusal that the page handles is not an error of the page.
    private const string HandledRefusal = "Failed to load resource: the server responded with a status of 4";

    private readonly ConcurrentQueue<string> _all = new();

    public Complaints(IPage page, string origin)
    {
        page.Console += (_, message) => Note(message.Type is "error" or "warning" && !message.Text.StartsWith(HandledRefusal, StringComparison.Ordinal), message.Text);
        page.PageError += (_, error) => Note(true, error);
        page.Request += (_, request) => Note(IsOfAPage(request, origin) && !IsOf(origin, request.Url) && !request.Url.StartsWith("data:", StringComparison.Ordinal), "A request to " + request.Url);
    }

    public IReadOnlyCollection<string> All => _all;

    /// <summary>What comes from now on is the complaints of another test.</summary>
    public void Forget() => _all.Clear();

    // A person may go to another site, an application's for example; what that site loads is its own affair.
    private static bool IsOfAPage(IRequest request, string origin) => !request.IsNavigationRequest && IsOf(origin, request.Frame.Url);

    private static bool IsOf(string origin, string address) => address.StartsWith(origin + "/", StringComparison.Ordinal);

    private void Note(bool bad, string text)
    {
        if (bad)
            _all.Enqueue(text);
    }
}
