using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Passkeys.Testing.Hosting;

/// <summary>The sample host in Development as a process of its own: real Kestrel on a free port, its own database and mail folder.</summary>
/// <param name="settings">Settings besides its own, by the names of environment variables.</param>
public sealed partial class HostProcess(IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private static readonly TimeSpan TimeToStart = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("passkeys-process-");
    private readonly List<string> _output = [];
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _enrolmentLink = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process = new();

    /// <summary>The host's origin as a browser has to know it: the pools' RP ID is localhost.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>The same host by another name.</summary>
    public string OriginAs(string name) => $"http://{name}:{new Uri(Origin).Port}";

    /// <summary>Where its SQLite database is.</summary>
    public string DatabasePath => Path.Combine(_directory.FullName, "passkeys.db");

    /// <summary>What the host mailed.</summary>
    public MailFolder Mail => new(Path.Combine(_directory.FullName, "mail"));

    /// <summary>The path of the first administrator's enrolment link, as the host printed it.</summary>
    public async Task<string> EnrolmentPathAsync()
    {
        var link = new Uri(await _enrolmentLink.Task.WaitAsync(TimeToStart));
        return link.PathAndQuery + link.Fragment;
    }

    /// <summary>Starts it, and waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message has what it printed.</exception>
    public async Task StartAsync()
    {
        _process.StartInfo = new ProcessStartInfo("dotnet")
        {
            // The host's own output folder is copied next to the tests, its static assets' manifest included.
            ArgumentList = { "exec", Path.Combine(AppContext.BaseDirectory, "HostSample.dll"), "--urls", "http://127.0.0.1:0" },
            WorkingDirectory = AppContext.BaseDirectory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                // What it learns about its own code pays only later than a test lasts.
                ["DOTNET_TieredPGO"] = "0",
                ["Database__Provider"] = "Sqlite",
                ["ConnectionStrings__Passkeys"] = $"Data Source={DatabasePath}",
                ["Mail__PickupDirectory"] = Path.Combine(_directory.FullName, "mail"),
            },
        };
        foreach (var (name, value) in settings)
            _process.StartInfo.Environment[name] = value;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException("The host ended at the start:\n" + Output()));
        // Tests that are ended from outside take the host with them.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Origin = $"http://localhost:{new Uri(await _address.Task.WaitAsync(TimeToStart)).Port}";
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Stop();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private void Stop()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It is over already.
        }
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.Add(line);
        if (Listening().Match(line) is { Success: true } listening)
            _address.TrySetResult(listening.Groups["address"].Value);
        if (Enrolment().Match(line) is { Success: true } enrolment)
            _enrolmentLink.TrySetResult(enrolment.Groups["address"].Value);
    }

    private string Output()
    {
        lock (_output)
            return string.Join('\n', _output);
    }

    [GeneratedRegex(@"(?<address>http://127\.0\.0\.1:\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();

    [GeneratedRegex(@"(?<address>http://\S+/enrol#\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Enrolment();
}
