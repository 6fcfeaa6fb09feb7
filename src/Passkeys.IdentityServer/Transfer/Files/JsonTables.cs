using System.Text.Json;

namespace Passkeys.IdentityServer.Transfer.Files;

/// <summary>
/// Reads a JSON document that is an array of rows, or an object with arrays of rows in it, one row at a time: a file of any length takes the memory of its longest row.
/// </summary>
/// <param name="file">The document.</param>
/// <param name="tables">The members whose arrays hold rows, in lower case; the document's own array is the table of no name.</param>
internal sealed class JsonTables(Stream file, IReadOnlyCollection<string> tables)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _final;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = JsonRow.MaxDepth });
    private string _text = "";

    /// <summary>What stands beside the tables: members that are text.</summary>
    public Dictionary<string, string> Facts { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The rows. What is no JSON ends them with one that says so.</summary>
    public IEnumerable<JsonRow> Read()
    {
        using var rows = Rows().GetEnumerator();
        while (true)
        {
            JsonRow? row;
            try
            {
                row = rows.MoveNext() ? rows.Current : null;
            }
            catch (JsonException broken)
            {
                row = new JsonRow("", null, default, broken.Message is JsonRow.TooLong ? broken.Message : $"well-formed JSON is expected{Place(broken)}; what follows was not read.");
            }
            if (row is null)
                yield break;
            yield return row.Value;
            if (row.Value.Problem is not null)
                yield break;
        }
    }

    private static string Place(JsonException broken) => broken.LineNumber is { } line ? $" (near line {line + 1})" : "";

    private IEnumerable<JsonRow> Rows()
    {
        SkipByteOrderMark();
        if (Next() is JsonTokenType.StartArray)
        {
            foreach (var row in RowsOf(""))
                yield return row;
        }
        else
        {
            foreach (var row in RowsOfMembers())
                yield return row;
        }
        if (Next() is not JsonTokenType.None)
            throw new JsonException();
    }

    private IEnumerable<JsonRow> RowsOfMembers()
    {
        while (Next() is JsonTokenType.PropertyName)
        {
            var name = _text;
            var value = Next();
            if (value is JsonTokenType.StartArray && tables.Contains(name.ToLowerInvariant()))
            {
                foreach (var row in RowsOf(name.ToLowerInvariant()))
                    yield return row;
            }
            else if (value is JsonTokenType.String)
            {
                Facts[name] = _text;
            }
            else if (value is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                SkipRest();
            }
        }
    }

    private IEnumerable<JsonRow> RowsOf(string table)
    {
        while (Element() is { } element)
            yield return new JsonRow(table, null, element);
    }

    private void SkipRest()
    {
        for (var depth = 1; depth > 0;)
            depth += Next() switch { JsonTokenType.StartArray or JsonTokenType.StartObject => 1, JsonTokenType.EndArray or JsonTokenType.EndObject => -1, _ => 0 };
    }

    private JsonTokenType Next()
    {
        while (true)
        {
            var reader = Reader();
            if (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
                    _text = TextOf(ref reader);
                Keep(reader);
                return reader.TokenType;
            }
            if (_final)
                return JsonTokenType.None;
            Fill();
        }
    }

    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new JsonException();
        }
    }

    private JsonElement? Element()
    {
        while (true)
        {
            var reader = Reader();
            if (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndArray)
                {
                    Keep(reader);
                    return null;
                }
                if (JsonElement.TryParseValue(ref reader, out var element))
                {
                    Keep(reader);
                    return element;
                }
            }
            if (_final)
                throw new JsonException();
            Fill();
        }
    }

    private Utf8JsonReader Reader() => new(_buffer.AsSpan(_start, _end - _start), _final, _state);

    private void Keep(Utf8JsonReader reader)
    {
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    private void SkipByteOrderMark()
    {
        Fill();
        if (_buffer.AsSpan(_start, _end - _start).StartsWith("\uFEFF"u8))
            _start += 3;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            (_start, _end) = (0, _end - _start);
        }
        else if (_end == _buffer.Length)
        {
            if (_buffer.Length > JsonRow.MaxBytes)
                throw new JsonException(JsonRow.TooLong);
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var read = file.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _final = read == 0;
    }
}
