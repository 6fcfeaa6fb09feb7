using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Passkeys.IntegrationTests.Pages;

/// <summary>What a browser that kept nothing transfers for a page: the page, and all that it and its scripts name.</summary>
internal static partial class Transfer
{
    // ": " and the end of the line (RFC 9112 §5).
    private const int AroundAHeader = 4;

    /// <summary>The addresses, each with its bytes as they are sent, headers included.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> OfAsync(HttpClient browser, string page)
    {
        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Queue<Uri>([new Uri(browser.BaseAddress!, page)]);
        while (open.TryDequeue(out var address))
        {
            if (sizes.ContainsKey(address.PathAndQuery))
                continue;
            var (text, bytes) = await GetAsync(browser, address);
            sizes[address.PathAndQuery] = bytes;
            foreach (Match named in (address.AbsolutePath.EndsWith(".js", StringComparison.Ordinal) ? Imports() : Links()).Matches(text))
                open.Enqueue(new Uri(address, named.Groups["address"].Value));
        }
        return sizes;
    }

    private static async Task<(string Text, int Bytes)> GetAsync(HttpClient browser, Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.ParseAdd("gzip, deflate, br");
        using var answer = await browser.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        var headers = answer.Headers.Concat(answer.Content.Headers).Sum(header => header.Key.Length + string.Join(", ", header.Value).Length + AroundAHeader);
        return (Decode(body, answer.Content.Headers.ContentEncoding.Contains("br")), body.Length + headers);
    }

    private static string Decode(byte[] body, bool brotli)
    {
        using Stream plain = brotli ? new BrotliStream(new MemoryStream(body), CompressionMode.Decompress) : new MemoryStream(body);
        using var text = new StreamReader(plain);
        return text.ReadToEnd();
    }

    [GeneratedRegex("""<(?:script|img)\b[^>]*\bsrc="(?<address>/[^"]*)"|<link\b[^>]*\bhref="(?<address>/[^"]*)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Links();

    [GeneratedRegex("""\bfrom '(?<address>\.[^']*)'""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Imports();
}
