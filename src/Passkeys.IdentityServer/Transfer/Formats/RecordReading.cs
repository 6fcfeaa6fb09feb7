using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Transfer.Files;

namespace Passkeys.IdentityServer.Transfer.Formats;

/// <summary>Turns rows into records: what cannot be read is an error of the record, never an exception.</summary>
internal static class RecordReading
{
    public static ImportRecord Read(int number, JsonRow row, Func<ForeignRow, ImportedPerson> read)
    {
        if (row.Problem is { } problem)
            return Failed(number, row.Line, "record", problem);
        try
        {
            return new ImportRecord(number, row.Line, read(new ForeignRow(row.Element, "").AsObject()), []);
        }
        catch (InvalidMemberException invalid)
        {
            return Failed(number, row.Line, invalid.Member, ExpectedOf(invalid));
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: valid JSON, and no text.
            return Failed(number, row.Line, "record", "well-formed Unicode text is expected.");
        }
    }

    public static ImportRecord Failed(int number, int? line, string member, string message) => new(number, line, null, [new ImportError(number, member, message, line)]);

    private static string ExpectedOf(InvalidMemberException invalid) => invalid.Message[(invalid.Member.Length + 2)..];
}
