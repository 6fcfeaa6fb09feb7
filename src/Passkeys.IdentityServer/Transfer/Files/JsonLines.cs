using System.Text.Json;
using System.Text.Unicode;

namespace Passkeys.IdentityServer.Transfer.Files;

/// <summary>Reads a file of JSON lines, one row at a time: a line that is wrong does not spoil the next.</summary>
internal static class JsonLines
{
    private const byte NewLine = (byte)'\n';

    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = JsonRow.MaxDepth };

    /// <summary>The rows. Empty lines are none.</summary>
    public static IEnumerable<JsonRow> Read(Stream file)
    {
        foreach (var (number, line, complete) in Lines(file))
        {
            if (!complete)
                yield return new JsonRow("", number, default, JsonRow.TooLong);
            else if (!line.Span.Trim(" \t\r"u8).IsEmpty)
                yield return Parse(number, line);
        }
    }

    /// <summary>Whether the file begins with a line that is a JSON object by itself.</summary>
    public static bool BeginsWithOne(Stream file)
    {
        foreach (var row in Read(file))
            return row is { Problem: null, Element.ValueKind: JsonValueKind.Object };
        return false;
    }

    private static JsonRow Parse(int number, ReadOnlyMemory<byte> line)
    {
        // RFC 8259 §8.1. The parser looks only at what is asked for.
        if (!Utf8.IsValid(line.Span))
            return new JsonRow("", number, default, "UTF-8 is expected.");
        try
        {
            using var document = JsonDocument.Parse(line, Limits);
            return new JsonRow("", number, document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return new JsonRow("", number, default, "well-formed JSON in one line is expected.");
        }
    }

    private static IEnumerable<(int Number, ReadOnlyMemory<byte> Line, bool Complete)> Lines(Stream file)
    {
        var buffer = new byte[JsonRow.MaxBytes + 1];
        var (filled, number, tooLong) = (0, 1, false);
        while (true)
        {
            var read = file.Read(buffer, filled, buffer.Length - filled);
            filled += read;
            var start = 0;
            for (int end; (end = Array.IndexOf(buffer, NewLine, start, filled - start)) >= 0; start = end + 1)
            {
                yield return (number++, tooLong ? default : buffer.AsMemory(start, end - start), !tooLong);
                tooLong = false;
            }
            Buffer.BlockCopy(buffer, start, buffer, 0, filled -= start);
            if (read == 0)
                break;
            if (filled == buffer.Length)
                (filled, tooLong) = (0, true);
        }
        if (filled > 0 || tooLong)
            yield return (number, tooLong ? default : buffer.AsMemory(0, filled), !tooLong);
    }
}
