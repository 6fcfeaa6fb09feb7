using System.Globalization;
using Passkeys.QuickstartUi;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.QuickstartUi;

/// <summary>Dates that the server writes, as the pages of applications with access do.</summary>
public class DatesTests
{
    public static TheoryData<string> Languages => [.. new QuickstartUiOptions().Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_date_is_in_the_calendar_that_everybody_uses(string language)
    {
        var date = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero).ToString("D", CultureInfo.GetCultureInfo(language));
        date.ShouldContain("2026");
        date.ShouldContain("21");
    }
}
