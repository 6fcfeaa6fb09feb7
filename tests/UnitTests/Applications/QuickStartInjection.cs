using System.Diagnostics;
using System.Text.Json;
using Passkeys.IdentityServer.Applications.QuickStarts;
using Passkeys.IdentityServer.Engine;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Applications;

/// <summary>A client of the configuration may be called anything; in the code of a quick start it stays a text.</summary>
public class QuickStartInjection
{
    private const string Nasty = "x\"'`${alert(1)}</script><!--\\\n\u2028;rm -rf /tmp/none $(id) {0} é😀";

    [Fact]
    public void A_literal_of_code_says_what_was_said() => JsonSerializer.Deserialize<string>(Quoted.InCode(Nasty)).ShouldBe(Nasty);

    [Fact]
    public void A_literal_of_code_is_nothing_but_one() =>
        Quoted.InCode(Nasty)[1..^1].ShouldAllBe(c => c < 128 && c >= ' ' && c != '"' && c != '\'' && c != '`' && c != '$' && c != '<' && c != '>' && c != '&' && c != '{' && c != '}');

    [Fact]
    public void A_word_of_a_shell_says_what_was_said()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "printf %s " + Quoted.InShell(Nasty)]) { RedirectStandardOutput = true, UseShellExecute = false })!;

        shell.StandardOutput.ReadToEnd().ShouldBe(string.Concat(Nasty.Where(c => !char.IsControl(c))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_sample_holds_any_of_it_as_it_is(bool isPublic)
    {
        var quickStart = QuickStart.Of("https://id.example.com", Client(isPublic), pool: null);

        quickStart.Samples.Count.ShouldBe(isPublic ? 5 : 4);
        foreach (var sample in quickStart.Samples.Where(sample => sample.Language != "sh"))
        {
            sample.Code.ShouldContain(Quoted.InCode(Nasty));
            sample.Code.ShouldNotContain("alert(1)}");
            sample.Code.ShouldNotContain("<!--");
        }

        foreach (var sample in quickStart.Samples.Where(sample => sample.Language == "sh"))
            sample.Code.ShouldContain($"client_id={Quoted.InShell(Nasty)}\n");
    }

    private static ClientDescription Client(bool isPublic) => new()
    {
        ClientId = Nasty,
        IsPublic = isPublic,
        Source = ClientSource.Configuration,
        Secrets = isPublic ? [] : [new ClientSecretHint(Id: null, CreatedAt: null)],
        Settings = new ClientSettings
        {
            Name = Nasty,
            GrantTypes = ["authorization_code", "urn:passkeys:params:oauth:grant-type:webauthn", "client_credentials"],
            Scopes = ["openid", "it's-`a`-${scope}"],
            RedirectUris = ["https://app.example.com/it's/${a}?b='c'"],
            Pools = ["demo"],
        },
    };
}
