using System.Xml.Linq;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Pools;
using Passkeys.QuickstartUi.Settings;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.QuickstartUi;

/// <summary>What can be set of a pool, and what becomes of it when two people do.</summary>
public sealed class PoolSettingsTests
{
    private static readonly HashSet<string> Texts = [.. XDocument.Load(Path.Combine(Sources.Root, "quickstart-ui", "Localization", "AdminTexts.resx")).Descendants("data").Select(data => data.Attribute("name")!.Value)];

    private static readonly PoolDraft Pool = new(new PoolId("shop"), "Shop", Enabled: true, "example.com", new PoolPolicy
    {
        Origins = ["https://example.com"],
        AndroidApps = [new AndroidApp { PackageName = "com.example.app", Sha256CertFingerprints = ["AA:BB"] }],
        AllowedAaguids = [Guid.Parse("08987058-cadc-4b81-b6e1-30de50dcbe96")],
        Algorithms = [-7, -257],
        Languages = ["de", "en"],
        Methods = [SignInMethod.Passkey, SignInMethod.Password],
        CounterPolicy = CounterPolicy.Refuse,
    });

    private static readonly Setting[] All = [.. PoolSettings.All];
    private static readonly Setting[] Basics = [.. PoolSettings.General[0].Settings];

    [Fact]
    public void What_is_read_and_written_again_is_the_same()
    {
        foreach (var setting in All)
        {
            var text = setting.Get(Pool);
            setting.Normalize(text).ShouldBe(text, setting.Name);
            setting.Get(setting.Set(Pool, text).ShouldNotBeNull(setting.Name)).ShouldBe(text, setting.Name);
        }
    }

    [Fact]
    public void Every_member_of_a_policy_has_a_setting()
    {
        var known = All.Select(setting => setting.Member.Split('.')[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        known.Add("syncedPasskeysAllowed");
        typeof(PoolPolicy).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Where(name => !known.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_setting_has_its_words()
    {
        All.Select(setting => $"PoolSetting.{setting.Name}").Where(key => !Texts.Contains(key)).ShouldBeEmpty();
        All.OfType<ChoiceSetting>().SelectMany(setting => setting.Choices.Select(choice => $"PoolChoice.{setting.Name}.{(choice.Length == 0 ? "any" : choice)}")).Where(key => !Texts.Contains(key)).ShouldBeEmpty();
    }

    [Fact]
    public void Names_of_settings_are_their_own() => All.Select(setting => setting.Name).ShouldBeUnique();

    [Theory]
    [InlineData("policy.branding.accent", "Accent")]
    [InlineData("branding.accent", "Accent")]
    [InlineData("rpId", "RpId")]
    [InlineData("lifetimes.sessionSeconds", "Session")]
    public void An_error_finds_its_setting(string member, string name) => PoolSettings.Find(member)!.Name.ShouldBe(name);

    [Theory]
    [InlineData("MaxPasskeysPerUser", "many")]
    [InlineData("MaxPasskeysPerUser", "")]
    [InlineData("Session", "1e3")]
    [InlineData("Algorithms", "-7, ES256")]
    [InlineData("AllowedAaguids", "no-guid")]
    public void What_cannot_be_read_is_not_guessed(string name, string text) => All.Single(setting => setting.Name == name).Set(Pool, text).ShouldBeNull();

    [Fact]
    public void A_change_of_somebody_else_is_taken_over_where_this_person_changed_nothing()
    {
        var form = SettingForm.Of(Basics, Pool);
        form.Fill(Basics[0], "Mine");

        var changes = form.TakeOver(Pool with { Policy = Pool.Policy with { Languages = ["fr"] } });

        changes.ShouldHaveSingleItem().IsBoth.ShouldBeFalse();
        form.ApplyTo(Pool, out _).ShouldSatisfyAllConditions(pool => pool.Name.ShouldBe("Mine"), pool => pool.Policy.Languages.ShouldBe(["fr"]));
    }

    [Fact]
    public void What_both_changed_stays_as_this_person_typed_it_and_is_named()
    {
        var form = SettingForm.Of(Basics, Pool);
        form.Fill(Basics[0], "Mine");

        var change = form.TakeOver(Pool with { Name = "Theirs" }).ShouldHaveSingleItem();

        (change.IsBoth, change.Before, change.Theirs, change.Typed).ShouldBe((true, "Shop", "Theirs", "Mine"));
        form.ValueOf(Basics[0]).ShouldBe("Mine");
        form.ValueBefore(Basics[0]).ShouldBe("Theirs");
    }

    [Fact]
    public void What_both_changed_to_the_same_is_no_conflict()
    {
        var form = SettingForm.Of(Basics, Pool);
        form.Fill(Basics[0], "Same");

        form.TakeOver(Pool with { Name = "Same" }).ShouldHaveSingleItem().IsBoth.ShouldBeFalse();
    }

    [Theory]
    [InlineData("iVBORw0KGgo=", "data:image/png;base64,iVBORw0KGgo=")]
    [InlineData("PHN2Zy8+", "data:image/svg+xml;base64,PHN2Zy8+")]
    [InlineData("PGh0bWw+", null)]
    [InlineData("R0lGODlh", null)]
    [InlineData("", null)]
    public void A_logo_is_what_its_content_says(string content, string? address) => LogoFileReader.Read(Convert.FromBase64String(content)).ShouldBe(address);

    [Fact]
    public void A_change_is_read_as_it_is_kept()
    {
        var changes = MemberChange.Read("""[{"member":"name","before":"Shop","after":"Garden"},{"member":"origins","before":null,"after":["https://a.example"]}]""");

        changes.ShouldBe([new("name", "Shop", "Garden"), new("origins", null, "https://a.example")]);
    }
}
