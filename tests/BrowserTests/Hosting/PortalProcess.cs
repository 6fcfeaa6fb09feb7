using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Passkeys.BrowserTests.Hosting;

/// <summary>samples/DemoPortal as a process of its own, as a client of the host under test.</summary>
public sealed class PortalProcess : IAsyncDisposable
{
    private static readonly TimeSpan TimeToStart = TimeSpan.FromSeconds(60);

    private static readonly string[] Scopes = ["openid", "profile", "email", "offline_access", "passkeys", "demo-api"];

    private readonly string _clientId;
    private readonly string[] _pools;
    private readonly string _secret = RandomNumberGenerator.GetHexString(32);
    private readonly List<string> _output = [];
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process = new();

    /// <param name="clientId">What the host calls it.</param>
    /// <param name="pools">The pools whose people it lets in.</param>
    public PortalProcess(string clientId, params string[] pools)
    {
        (_clientId, _pools) = (clientId, pools);
        // The host has to know it before it starts, and so before the portal does.
        Origin = $"http://localhost:{FreePort()}";
    }

    public string Origin { get; }

    /// <summary>A redirect URI where the portal takes no answers: they stay in the address bar, for a test to look at.</summary>
    public string Landing => Origin + "/";

    /// <summary>The settings by which a host in Development knows these portals.</summary>
    public static IReadOnlyDictionary<string, string> ClientSettings(params PortalProcess[] portals)
    {
        var settings = new Dictionary<string, string>();
        foreach (var (index, portal) in portals.Index())
            portal.AddSettings(settings, $"{Engine}__Clients__{index}__");
        return settings;
    }

    /// <param name="authority">The issuer it relies on.</param>
    /// <param name="proxy">Where its calls of the issuer go: no resolver has to know names below localhost, and the host answers to all of its names.</param>
    public Task StartAsync(string authority, string proxy)
    {
        _process.StartInfo = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "exec", Metadata("PortalAssembly"), "--urls", Origin },
            WorkingDirectory = Metadata("PortalDirectory"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Portal__Authority"] = authority,
                ["Portal__ClientId"] = _clientId,
                ["Portal__ClientSecret"] = _secret,
                ["http_proxy"] = proxy,
            },
        };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _started.TrySetException(new InvalidOperationException("The portal ended at the start:\n" + Output()));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        return _started.Task.WaitAsync(TimeToStart);
    }

    public async ValueTask DisposeAsync()
    {
        Stop();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // The same client in the words of either engine.
    private void AddSettings(Dictionary<string, string> settings, string prefix)
    {
        settings[prefix + "ClientId"] = _clientId;
        settings[prefix + "RedirectUris__0"] = Origin + "/signin-passkeys";
        settings[prefix + "RedirectUris__1"] = Landing;
        settings[prefix + "PostLogoutRedirectUris__0"] = Origin + "/";
        settings[prefix + "BackChannelLogoutUri"] = Origin + "/backchannel-logout";
        var secret = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(_secret)));
#if DUENDE
        settings[prefix + "ClientName"] = "Demo portal";
        settings[prefix + "ClientSecrets__0__Value"] = secret;
        settings[prefix + "AllowOfflineAccess"] = "true";
        settings[prefix + "RefreshTokenUsage"] = "OneTimeOnly";
        settings[prefix + "AccessTokenLifetime"] = "600";
        settings[prefix + "Properties__pools"] = string.Join(' ', _pools);
        AddList(settings, prefix + "AllowedGrantTypes", ["authorization_code"]);
        AddList(settings, prefix + "AllowedScopes", Scopes);
#else
        settings[prefix + "Name"] = "Demo portal";
        settings[prefix + "SecretHashes__0"] = secret;
        AddList(settings, prefix + "GrantTypes", ["authorization_code", "refresh_token"]);
        AddList(settings, prefix + "Scopes", Scopes);
        AddList(settings, prefix + "Pools", _pools);
#endif
    }

    private static void AddList(Dictionary<string, string> settings, string name, string[] values)
    {
        foreach (var (index, value) in values.Index())
            settings[string.Create(CultureInfo.InvariantCulture, $"{name}__{index}")] = value;
    }

    private const string Engine =
#if DUENDE
        "IdentityServer";
#else
        "EmbeddedProvider";
#endif

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Metadata(string key) =>
        typeof(PortalProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    private void Stop()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It is over already, or never began.
        }
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.Add(line);
        if (line.Contains("Now listening on", StringComparison.Ordinal))
            _started.TrySetResult();
    }

    private string Output()
    {
        lock (_output)
            return string.Join('\n', _output);
    }
}
