using System.Xml.Linq;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.QuickstartUi.Charts;

/// <summary>Whatever is counted has a word.</summary>
public class InsightWordsTests
{
    private static readonly HashSet<string> Words =
    [
        .. XDocument.Load(Path.Combine(Sources.Root, "quickstart-ui", "Localization", "AdminTexts.resx")).Descendants("data").Select(data => data.Attribute("name")!.Value),
    ];

    [Theory]
    [InlineData("Reason")]
    [InlineData("Method")]
    [InlineData("Kind")]
    [InlineData("Outcome")]
    [InlineData("Step")]
    [InlineData("Ceremony")]
    public void Each_has_one(string group) => NamesOf(group).Where(name => !Words.Contains($"Insight.{group}.{name}")).ShouldBeEmpty();

    private static IEnumerable<string> NamesOf(string group) => group switch
    {
        "Reason" => Enum.GetNames<RefusalReason>().Append("other"),
        "Method" => SignInWay.All.Append("other"),
        "Kind" => EnrolmentKind.All.Append("other"),
        "Outcome" => IdentityServer.Insight.BrowserReport.Outcomes.Select(outcome => outcome.Split('/')[0]).Append("other"),
        "Step" => ["started", "begun", "answered", "finished"],
        _ => ["registration", "authentication"],
    };
}
