using Microsoft.Playwright;
using Passkeys.BrowserTests.Admin;
using Passkeys.Testing.Hosting;

[assembly: Xunit.AssemblyFixture(typeof(Passkeys.BrowserTests.Hosting.BrowserFixture))]

namespace Passkeys.BrowserTests.Hosting;

/// <summary>One host, two portals that rely on it, and one Chromium for all tests. Every visitor has cookies and authenticators of their own.</summary>
public sealed class BrowserFixture : Xunit.IAsyncLifetime
{
    /// <summary>Where Debian puts Chromium. Another one is named by the environment variable PASSKEYS_CHROMIUM. The first is the same without the windows around its pages: a page opens in a third of the time.</summary>
    private static readonly string[] Chromiums = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    /// <summary>How long anything may take to appear, on a machine that is busy.</summary>
    internal const int TimeoutInMilliseconds = 20_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public BrowserFixture() => Host = new HostProcess(PortalProcess.ClientSettings(Portal, AcmePortal));

    public HostProcess Host { get; }

    /// <summary>A portal that sends people to the host at localhost.</summary>
    public PortalProcess Portal { get; } = new("portal-one", "demo", "acme", "staff");

    /// <summary>A portal that sends people to the host by the name acme.localhost.</summary>
    public PortalProcess AcmePortal { get; } = new("portal-acme", "acme-shop", "globex");

    public async ValueTask InitializeAsync()
    {
        var chromium = Environment.GetEnvironmentVariable("PASSKEYS_CHROMIUM") ?? Chromiums.FirstOrDefault(File.Exists) ?? Chromiums[^1];
        if (!File.Exists(chromium))
            throw new InvalidOperationException($"There is no Chromium at {chromium}. Install it (Debian: apt-get install chromium; ./test.sh does), or name one in PASSKEYS_CHROMIUM.");

        Assertions.SetDefaultExpectTimeout(TimeoutInMilliseconds);
        await Host.StartAsync();
        await Host.AddPoolAsync("acme-shop", "acme.localhost");
        await Host.AddPoolAsync("globex", "globex.localhost");
        await Host.AddPoolAsync(HostDatabase.EitherPool, "localhost", policy => policy with { Methods = ["passkey", "password"] });
        await Host.AddPoolAsync(HostDatabase.BothPool, "localhost", policy => policy with { Methods = ["password", "passkey"], SecondFactor = "passkey" });
        await Host.AddPoolAsync(HostDatabase.MovedPool, "localhost", policy => policy with { FormerRpIds = ["old.localhost"] });
        await InsightData.SeedAsync(Host);
        await Task.WhenAll(Portal.StartAsync(Host.Origin, Host.Origin), AcmePortal.StartAsync(Host.OriginAs("acme.localhost"), Host.Origin));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>A person with a fresh browser profile and, unless told otherwise, one device that holds passkeys.</summary>
    public async Task<Visitor> NewVisitorAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = Host.Origin;
        options.Locale ??= "en-GB";
        return await Visitor.ArriveAsync(await _browser!.NewContextAsync(options), Host, Portal.Landing, options.Locale.Split('-')[0]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await Portal.DisposeAsync();
        await AcmePortal.DisposeAsync();
        await Host.DisposeAsync();
    }
}
