using System.Globalization;

namespace Passkeys.QuickstartUi.Charts;

/// <summary>Days put together so that a chart has few bars: each day of a month, each week of a quarter, each month of a year.</summary>
internal sealed class TimeBuckets
{
    private const int MostDays = 31;
    private const int MostWeeks = 14;
    private const int DaysOfAWeek = 7;

    private readonly int[] _bucketOfDay;

    private TimeBuckets(IReadOnlyList<string> labels, int[] bucketOfDay) => (Labels, _bucketOfDay) = (labels, bucketOfDay);

    /// <summary>What the buckets are called, the oldest first.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Puts days together. A week ends with the last of them.</summary>
    public static TimeBuckets Of(IReadOnlyList<DateOnly> days, CultureInfo culture)
    {
        if (days.Count <= MostDays)
            return By(days, day => day, day => Short(day, culture));
        return days.Count <= MostWeeks * DaysOfAWeek
            ? By(days, day => days[^1].AddDays(-((days[^1].DayNumber - day.DayNumber) / DaysOfAWeek * DaysOfAWeek)), end => Short(end, culture))
            : By(days, day => new DateOnly(day.Year, day.Month, 1), month => month.ToString(Abbreviated(culture.DateTimeFormat.YearMonthPattern), culture));
    }

    /// <summary>What happened in each bucket.</summary>
    public IReadOnlyList<long> Sum(Func<int, long> ofDay)
    {
        var sums = new long[Labels.Count];
        for (var day = 0; day < _bucketOfDay.Length; day++)
            sums[_bucketOfDay[day]] += ofDay(day);
        return sums;
    }

    private static TimeBuckets By(IReadOnlyList<DateOnly> days, Func<DateOnly, DateOnly> bucketOf, Func<DateOnly, string> name)
    {
        var buckets = days.Select(bucketOf).Distinct().ToList();
        return new TimeBuckets([.. buckets.Select(name)], [.. days.Select(day => buckets.IndexOf(bucketOf(day)))]);
    }

    private static string Short(DateOnly day, CultureInfo culture) => day.ToString(Abbreviated(culture.DateTimeFormat.MonthDayPattern), culture);

    private static string Abbreviated(string pattern) => pattern.Replace("MMMM", "MMM", StringComparison.Ordinal);
}
