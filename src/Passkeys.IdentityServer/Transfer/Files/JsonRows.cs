using System.Text.Json;

namespace Passkeys.IdentityServer.Transfer.Files;

/// <summary>Reads rows of a file, whether it is JSON lines or one document.</summary>
internal static class JsonRows
{
    /// <summary>The rows, from the beginning of the file.</summary>
    /// <param name="file">The file; it can be read again.</param>
    /// <param name="tables">The members of a document whose arrays hold rows, in lower case.</param>
    public static IEnumerable<JsonRow> Read(Stream file, IReadOnlyCollection<string> tables)
    {
        var lines = FirstByte(file) is '{' && JsonLines.BeginsWithOne(file) && !HasTables(file, tables);
        file.Position = 0;
        return lines ? JsonLines.Read(file) : new JsonTables(file, tables).Read();
    }

    /// <summary>The members of a document that are text, beside its tables.</summary>
    public static IReadOnlyDictionary<string, string> Facts(Stream file, IReadOnlyCollection<string> tables)
    {
        var document = new JsonTables(Rewound(file), tables);
        foreach (var row in document.Read())
        {
            if (row.Problem is not null)
                break;
        }
        return document.Facts;
    }

    // A document of one line is no file of lines.
    private static bool HasTables(Stream file, IReadOnlyCollection<string> tables)
    {
        foreach (var row in JsonLines.Read(Rewound(file)))
            return row.Problem is null && row.Element.EnumerateObject().Any(member => IsOne(member, tables));
        return false;
    }

    private static bool IsOne(JsonProperty member, IReadOnlyCollection<string> tables)
    {
        try
        {
            return tables.Contains(member.Name.ToLowerInvariant());
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: valid JSON, and no text.
            return false;
        }
    }

    private static char FirstByte(Stream file)
    {
        int read;
        Rewound(file);
        do
        {
            read = file.ReadByte();
        }
        while (read is ' ' or '\t' or '\r' or '\n' or 0xEF or 0xBB or 0xBF);
        file.Position = 0;
        return read < 0 ? '\0' : (char)read;
    }

    private static Stream Rewound(Stream file)
    {
        file.Position = 0;
        return file;
    }
}
