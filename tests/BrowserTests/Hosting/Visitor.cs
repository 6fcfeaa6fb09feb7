using Microsoft.Playwright;
using Passkeys.Testing.Hosting;

namespace Passkeys.BrowserTests.Hosting;

/// <summary>A person at a browser, with a device that holds passkeys.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ICDPSession _session;

    private Visitor(IBrowserContext context, IPage page, ICDPSession session, VirtualAuthenticator device, HostProcess host, Words words)
    {
        Words = words;
        (_context, Page, _session, Device, Host) = (context, page, session, device, host);
        Complaints = new Complaints(page, host.Origin);
        Sdk = new BrowserSdk(page);
    }

    public IPage Page { get; }

    public HostProcess Host { get; }

    /// <summary>Where the application portal-one takes its answers, and does nothing with them.</summary>
    public required string App { get; init; }

    /// <summary>The device's own authenticator.</summary>
    public VirtualAuthenticator Device { get; }

    /// <summary>The words on the pages in the visitor's language.</summary>
    public Words Words { get; }

    /// <summary>What the browser complained about.</summary>
    public Complaints Complaints { get; }

    /// <summary>The browser SDK, in the visitor's page.</summary>
    public BrowserSdk Sdk { get; }

    /// <summary>An identifier that nobody else has.</summary>
    public string Identifier { get; } = $"person-{Guid.CreateVersion7():N}@example.test";

    /// <summary>The role as an administrator, where it has one.</summary>
    internal string? Role { get; set; }

    internal static async Task<Visitor> ArriveAsync(IBrowserContext context, HostProcess host, string app, string language)
    {
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(BrowserFixture.TimeoutInMilliseconds);
        var session = await context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        return new Visitor(context, page, session, await VirtualAuthenticator.ConnectAsync(session), host, new Words(language)) { App = app };
    }

    /// <summary>Plugs in a security key.</summary>
    public Task<VirtualAuthenticator> PlugInKeyAsync() => VirtualAuthenticator.ConnectAsync(_session, "usb");

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
