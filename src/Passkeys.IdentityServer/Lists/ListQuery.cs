using System.Globalization;
using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Lists;

/// <summary>Which part of a list is wanted.</summary>
/// <param name="Search">What to search for, or null. What that means is the list's.</param>
/// <param name="Cursor">The <c>next</c> of an earlier answer, or null for the beginning.</param>
/// <param name="Limit">How many at most, 1 to 200.</param>
public sealed record ListQuery(string? Search = null, string? Cursor = null, int Limit = ListQuery.UsualLimit)
{
    /// <summary>How many there are where nothing is said.</summary>
    public const int UsualLimit = 50;

    /// <summary>How many there are at most.</summary>
    public const int MaxLimit = 200;

    /// <summary>How long what is searched for may be, in characters.</summary>
    public const int MaxSearch = 256;

    /// <summary>Reads <c>search</c>, <c>cursor</c> and <c>limit</c> of an address.</summary>
    /// <exception cref="InvalidMemberException">One of them is not what it should be.</exception>
    public static ListQuery Read(IQueryCollection query)
    {
        var limit = UsualLimit;
        if (query.TryGetValue("limit", out var asked) && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
            throw new InvalidMemberException("limit", $"1 to {MaxLimit} are expected.");
        var search = Text(query, "search")?.Trim();
        if (search?.Length > MaxSearch)
            throw new InvalidMemberException("search", $"at most {MaxSearch} characters are expected.");
        return new ListQuery(search is { Length: 0 } ? null : search, Text(query, "cursor"), limit);
    }

    private static string? Text(IQueryCollection query, string name)
    {
        var text = query[name].ToString();
        // U+0000 is no text that every database takes.
        return text.Contains('\0', StringComparison.Ordinal) ? throw new InvalidMemberException(name, "well-formed Unicode text is expected.") : text.Length == 0 ? null : text;
    }
}
