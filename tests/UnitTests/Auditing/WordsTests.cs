using System.Xml.Linq;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Audit.Verification;
using Passkeys.IdentityServer.Ceremonies;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Auditing;

/// <summary>What the audit has names for, its page has words for.</summary>
public class WordsTests
{
    private static readonly HashSet<string> Words = XDocument.Load(Path.Combine(Sources.Root, "quickstart-ui", "Localization", "AdminTexts.resx"))
        .Descendants("data").Select(data => data.Attribute("name")!.Value).ToHashSet(StringComparer.Ordinal);

    [Fact]
    public void Every_event() => AuditEvent.All.Where(name => !Words.Contains("AuditEvent." + name)).ShouldBeEmpty();

    [Fact]
    public void Every_reason_of_a_ceremony() => Enum.GetNames<RefusalReason>().Where(name => !Words.Contains("AuditReason." + name)).ShouldBeEmpty();

    [Fact]
    public void Every_problem_of_a_chain() => Enum.GetNames<AuditProblemKind>().Where(name => !Words.Contains("AuditProblem." + name)).ShouldBeEmpty();
}
