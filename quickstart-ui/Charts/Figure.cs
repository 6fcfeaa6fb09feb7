namespace Passkeys.QuickstartUi.Charts;

/// <summary>A chart on a page, with all that belongs to it.</summary>
/// <param name="Id">What no other figure of the page is called.</param>
/// <param name="Heading">What it is.</param>
internal sealed record Figure(string Id, string Heading)
{
    /// <summary>The drawing; null while there is nothing to draw.</summary>
    public Chart? Chart { get; init; }

    /// <summary>What is good to know of it, or null.</summary>
    public string? Note { get; init; }

    /// <summary>The names of the parts and their looks; none where the drawing names them itself.</summary>
    public IReadOnlyList<(string Name, int Tone)> Legend { get; init; } = [];

    /// <summary>The same numbers.</summary>
    public required NumberTable Table { get; init; }
}

/// <summary>The numbers of a chart.</summary>
/// <param name="Heads">The heads of the columns; the first is that of the rows' names.</param>
/// <param name="Rows">The rows, each with a name and its numbers.</param>
internal sealed record NumberTable(IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows);
