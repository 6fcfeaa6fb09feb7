using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.Testing.Hosting;

namespace Passkeys.Benchmarks.Load;

/// <summary>The sample host as a process of its own, in Development for its fixtures, on a free loopback port. It ends with this object.</summary>
internal sealed class HostProcess : IHostUnderTest, IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("passkeys-load-");
    private readonly ServiceProvider _clients;
    private readonly Process _process;

    private HostProcess(TestDatabase database, int port)
    {
        Origin = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");
        _clients = Clients(Origin);
        Caller = new Caller(_clients.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(HostProcess)));
        _process = Process.Start(StartInfo(database)) ?? throw new InvalidOperationException("The host did not start.");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Origin { get; }

    public Caller Caller { get; }

    public MailFolder Mail => new(Path.Combine(_directory.FullName, "mail"));

    public static async Task<HostProcess> StartAsync(TestDatabase database, CancellationToken ct)
    {
        var host = new HostProcess(database, FreePort());
        try
        {
            await host.UntilItAnswersAsync(ct);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        await _clients.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private static ServiceProvider Clients(string origin)
    {
        var services = new ServiceCollection();
        services.AddHttpClient(nameof(HostProcess), http => http.BaseAddress = new Uri(origin)).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        return services.BuildServiceProvider();
    }

    private ProcessStartInfo StartInfo(TestDatabase database) => new("dotnet", [HostAssembly(), "--urls", Origin])
    {
        WorkingDirectory = _directory.FullName,
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Database__Provider"] = database.Provider,
            ["ConnectionStrings__Passkeys"] = database.ConnectionString,
            ["Mail__PickupDirectory"] = Path.Combine(_directory.FullName, "mail"),
            ["Logging__LogLevel__Default"] = "Warning",
            ["Logging__LogLevel__Microsoft"] = "Warning",
            ["Logging__LogLevel__Microsoft.AspNetCore"] = "Warning",
            ["Serilog__MinimumLevel__Default"] = "Warning",
        },
    };

    // The host's own output, in the configuration that this was built in.
    private static string HostAssembly()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var root = output;
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Passkeys.IdentityServer.sln")))
            root = root.Parent;
        var assembly = Path.Combine(root?.FullName ?? "", "src", "HostSample", "bin", output.Parent!.Name, output.Name, "HostSample.dll");
        return File.Exists(assembly) ? assembly : throw new FileNotFoundException("The sample host is not built. Use dotnet run -c Release --project benchmarks.", assembly);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task UntilItAnswersAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StartLimit);
        while (!await AnswersAsync())
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The host ended with exit code {_process.ExitCode}.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return (await Caller.GetAsync("/.well-known/openid-configuration")).Status is HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
