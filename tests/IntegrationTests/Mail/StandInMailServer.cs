using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Passkeys.IntegrationTests.Mail;

/// <summary>A mail server on the loopback address, as small as SMTP can be (RFC 5321 §4.1).</summary>
internal sealed class StandInMailServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<ReceivedMail> _received = Channel.CreateUnbounded<ReceivedMail>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _listening;
    private int _refusals;

    private StandInMailServer(int refusals, bool silent)
    {
        _refusals = refusals;
        _listener.Start();
        _listening = ListenAsync(silent);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What each connection said, in its order, without the letters themselves.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>How many mails came and were not read.</summary>
    public int Waiting => _received.Reader.Count;

    /// <summary>A server that puts off the first letters, or one that says nothing at all.</summary>
    public static StandInMailServer Start(int refusals = 0, bool silent = false) => new(refusals, silent);

    public async Task<ReceivedMail> ReceivedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _received.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Settings of a host that sends its mail here.</summary>
    public Dictionary<string, string?> Settings(params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:Port"] = Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Mail:Security"] = "None",
            ["Mail:From"] = "Passkeys <no-reply@example.com>",
            ["Mail:RetryAfter"] = "00:00:00.01",
        };
        foreach (var (key, value) in more)
            settings[key] = value;
        return settings;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _listening;
        _stopping.Dispose();
        _listener.Dispose();
    }

    private async Task ListenAsync(bool silent)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                connections.Add(silent ? HoldAsync(client) : TalkAsync(client));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task HoldAsync(TcpClient client)
    {
        using var held = client;
        await Task.Delay(Timeout.Infinite, _stopping.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            await TalkAsync(connection.GetStream());
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The other side has hung up.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        var (from, to) = ("", "");
        await writer.WriteLineAsync("220 stand-in");
        while (await reader.ReadLineAsync(_stopping.Token) is { } line)
        {
            lock (Commands)
                Commands.Add(line);
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "MAIL":
                    from = line;
                    await writer.WriteLineAsync(Interlocked.Decrement(ref _refusals) >= 0 ? "451 later" : "250 ok");
                    break;
                case "RCPT":
                    to = line;
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    await _received.Writer.WriteAsync(new ReceivedMail(from, to, await ReadLetterAsync(reader)));
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "AUTH":
                    // RFC 4954 §4: the password comes when it is asked for.
                    await writer.WriteLineAsync("334 UGFzc3dvcmQ6");
                    await reader.ReadLineAsync(_stopping.Token);
                    await writer.WriteLineAsync("235 ok");
                    break;
                case "EHLO":
                    await writer.WriteLineAsync("250-stand-in");
                    await writer.WriteLineAsync("250 AUTH LOGIN");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }

    private static async Task<string> ReadLetterAsync(StreamReader reader)
    {
        var letter = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
            letter.AppendLine(line);
        return letter.ToString();
    }
}

/// <summary>A letter as it came over the wire.</summary>
internal sealed record ReceivedMail(string From, string To, string Letter)
{
    /// <summary>The parts of the letter, decoded.</summary>
    public string Decoded => string.Join('\n', Letter.Split("--boundary").Select(Decode));

    private static string Decode(string part)
    {
        var body = part.IndexOf("\n\n", StringComparison.Ordinal);
        if (body < 0)
            return part;
        var text = part[body..];
        if (part.Contains("base64", StringComparison.OrdinalIgnoreCase))
            return Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(text.Where(c => !char.IsWhiteSpace(c)).TakeWhile(c => c != '-'))));
        return part.Contains("quoted-printable", StringComparison.OrdinalIgnoreCase) ? Unquote(text) : text;
    }

    // RFC 2045 §6.7, as far as ASCII goes.
    private static string Unquote(string text) => System.Text.RegularExpressions.Regex.Replace(
        text.Replace("=\n", "", StringComparison.Ordinal), "=[0-9A-F]{2}", match => ((char)Convert.ToByte(match.Value[1..], 16)).ToString(), System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
