namespace Passkeys.IdentityServer.Lists;

/// <summary>A part of a list.</summary>
/// <param name="Items">What is in it.</param>
/// <param name="Next">The cursor of the part that follows, or null at the end.</param>
public sealed record Listed<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>The same part, of something else.</summary>
    public Listed<TOther> Select<TOther>(Func<T, TOther> change) => new([.. Items.Select(change)], Next);
}

/// <summary>Makes parts of lists.</summary>
internal static class Listed
{
    /// <summary>A part of what was asked for with one more than is wanted: the one more tells whether there is a next part.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="limit">How many are wanted.</param>
    /// <param name="cursorAfter">The cursor after one of them.</param>
    public static Listed<T> Of<T>(IReadOnlyList<T> found, int limit, Func<T, string> cursorAfter) =>
        found.Count > limit ? new([.. found.Take(limit)], cursorAfter(found[limit - 1])) : new(found, null);
}
