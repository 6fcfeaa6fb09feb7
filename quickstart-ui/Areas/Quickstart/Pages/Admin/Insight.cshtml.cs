using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Passkeys.IdentityServer.Insight;
using Passkeys.QuickstartUi.Charts;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>How a pool is used, in charts.</summary>
/// <param name="insight">Knows it.</param>
/// <param name="words">The texts of the administration.</param>
/// <param name="texts">The texts of all pages, which tell their direction.</param>
public sealed class InsightModel(IInsight insight, IStringLocalizer<AdminTexts> words, IStringLocalizer<Texts> texts) : AdminPoolPage
{
    private const int UsualDays = 30;

    /// <summary>The ranges to choose from, in days.</summary>
    public static IReadOnlyList<int> Ranges { get; } = [7, UsualDays, 90, 365];

    /// <summary>How many days are looked at.</summary>
    public int Days { get; private set; } = UsualDays;

    /// <summary>What happened in them, and how things stand.</summary>
    public InsightReport Report { get; private set; } = null!;

    internal IReadOnlyList<(string Name, string Number)> Tiles { get; private set; } = [];

    internal IReadOnlyList<Figure> Figures { get; private set; } = [];

    /// <summary>Shows the charts of the range that was chosen; what is no range is the usual one.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (int.TryParse(Request.Query["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && Ranges.Contains(days))
            Days = days;
        if (await insight.DescribeAsync(Pool.Id, Days, HttpContext.RequestAborted) is not { } report)
            return NotFound();
        Report = report;
        var figures = new InsightFigures(report, words, isMirrored: texts["Language.Direction"] == "rtl");
        Tiles = figures.Tiles();
        Figures = figures.All();
        return Page();
    }
}
