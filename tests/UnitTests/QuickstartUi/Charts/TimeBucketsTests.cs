using System.Globalization;
using Passkeys.QuickstartUi.Charts;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.QuickstartUi.Charts;

public class TimeBucketsTests
{
    private static readonly DateOnly Last = new(2026, 11, 27);

    [Theory]
    [InlineData(7, 7)]
    [InlineData(30, 30)]
    [InlineData(90, 13)]
    [InlineData(365, 13)]
    public void A_long_time_has_few_bars_and_loses_nothing(int days, int bars)
    {
        var buckets = TimeBuckets.Of(DaysBefore(days), CultureInfo.GetCultureInfo("en"));

        buckets.Labels.Count.ShouldBe(bars);
        buckets.Sum(day => day + 1).Sum().ShouldBe(days * (days + 1) / 2);
        buckets.Labels.Distinct().Count().ShouldBe(bars);
    }

    [Fact]
    public void A_week_ends_with_the_last_day()
    {
        var buckets = TimeBuckets.Of(DaysBefore(90), CultureInfo.GetCultureInfo("en"));

        buckets.Labels[^1].ShouldBe("Nov 27");
        buckets.Sum(_ => 1)[^1].ShouldBe(7);
        buckets.Sum(_ => 1)[0].ShouldBe(6);
    }

    [Theory]
    [InlineData("en", "Nov 27")]
    [InlineData("de", "27. Nov")]
    [InlineData("ja", "11月27日")]
    public void A_day_is_written_as_people_do(string language, string label) =>
        TimeBuckets.Of(DaysBefore(7), CultureInfo.GetCultureInfo(language)).Labels[^1].ShouldStartWith(label);

    private static List<DateOnly> DaysBefore(int days) => [.. Enumerable.Range(0, days).Select(day => Last.AddDays(day - days + 1))];
}
