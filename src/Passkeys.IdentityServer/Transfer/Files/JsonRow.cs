using System.Text.Json;

namespace Passkeys.IdentityServer.Transfer.Files;

/// <summary>A row of a JSON file.</summary>
/// <param name="Table">The member of the document that the row stands under; empty where rows stand for themselves.</param>
/// <param name="Line">Its line, in a file of JSON lines.</param>
/// <param name="Element">The row, or default where it cannot be read.</param>
/// <param name="Problem">Why it cannot be read, or null.</param>
internal readonly record struct JsonRow(string Table, int? Line, JsonElement Element, string? Problem = null)
{
    /// <summary>The longest row, in bytes: many times what a person with all their passkeys needs.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>What is said of a row that is longer.</summary>
    public const string TooLong = "at most 1 MiB is expected.";

    /// <summary>How deep rows may be nested.</summary>
    public const int MaxDepth = 32;
}
