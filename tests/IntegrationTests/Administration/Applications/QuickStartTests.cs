using System.Net;
using System.Reflection;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Applications;

/// <summary>The quick start of a client fits the client.</summary>
public sealed class QuickStartTests(SharedHosts hosts) : IAsyncLifetime
{
    private string _bearer = "";

    private HostFixture Host => hosts.Sqlite;

    public async ValueTask InitializeAsync() => _bearer = await Host.AdministratorsTokenAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task It_says_what_has_to_be_set()
    {
        var settings = (await OfAsync("demo-portal", "demo")).Body["settings"]!.AsArray().ToDictionary(setting => (string)setting!["id"]!, setting => (string)setting!["value"]!);

        settings.ShouldBe(new Dictionary<string, string>
        {
            ["issuer"] = "http://localhost:5000",
            ["discovery"] = "http://localhost:5000/.well-known/openid-configuration",
            ["clientId"] = "demo-portal",
            ["redirectUri"] = "http://localhost:5001/signin-passkeys",
            ["postLogoutRedirectUri"] = "http://localhost:5001/",
            ["scope"] = "openid profile email offline_access passkeys demo-api",
            ["acrValues"] = "tenant:demo",
        }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("demo-portal", "aspnetcore node")]
    [InlineData("native-app", "passkey")]
    [InlineData("backend", "passkey backend")]
    [InlineData("admin-cli", "backend")]
    [InlineData(TestClients.BrowserApp, "aspnetcore node spa native")]
    public async Task It_has_code_for_what_the_client_may(string client, string samples) =>
        (await OfAsync(client)).Body["samples"]!.AsArray().Select(sample => (string)sample!["id"]!).ShouldBe(samples.Split(' '));

    [Fact]
    public async Task A_public_client_reads_no_secret_and_a_confidential_one_from_the_environment()
    {
        (await OfAsync(TestClients.BrowserApp)).Text.ShouldNotContain("secret", Case.Insensitive);
        var portal = await OfAsync("demo-portal");
        portal.Text.ShouldContain("process.env.PASSKEYS_CLIENT_SECRET");
        portal.Text.ShouldNotContain("portal-secret");
        (await OfAsync("backend")).Text.ShouldContain("$PASSKEYS_CLIENT_SECRET");
    }

    [Fact]
    public async Task Without_a_pool_it_is_for_people_of_all_of_them() => (await OfAsync("demo-portal")).Text.ShouldNotContain("tenant:");

    [Theory]
    [InlineData("staff-app", "demo")]
    [InlineData("demo-portal", "No pool")]
    public async Task A_pool_that_the_client_does_not_serve_is_refused(string client, string pool) => (await AskAsync(client, pool)).ShouldName("pool");

    [Fact]
    public async Task A_client_that_is_not_there_has_none() => (await AskAsync("nobody", "")).ShouldBe(HttpStatusCode.NotFound, "not_found");

    [Fact]
    public async Task The_one_for_AspNetCore_compiles()
    {
        var code = (string)(await OfAsync("demo-portal", "demo")).Body["samples"]!.AsArray().Single(sample => (string)sample!["id"]! == "aspnetcore")!["code"]!;

        code.ShouldEndWith("\n\n" + Compiled());
        code[..code.IndexOf("\n\n", StringComparison.Ordinal)].Split('\n').Skip(1).Except(UsingsOfTheCompiled()).ShouldBeEmpty();
    }

    private async Task<Answer> OfAsync(string client, string pool = "") => (await AskAsync(client, pool)).OrThrow();

    private Task<Answer> AskAsync(string client, string pool) => Host.AdministerAsync(HttpMethod.Get, $"clients/{client}/quick-start?pool={Uri.EscapeDataString(pool)}", body: null, _bearer);

    private static string File => System.IO.File.ReadAllText(Path.Combine(
        typeof(QuickStartTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "ProjectDirectory").Value!,
        "Administration/Applications/AspNetCoreQuickStart.cs"));

    private static IEnumerable<string> UsingsOfTheCompiled() => File.Split('\n').Where(line => line.StartsWith("using ", StringComparison.Ordinal));

    private static string Compiled()
    {
        var lines = File.Split('\n').SkipWhile(line => line.Trim() != "#region Program").Skip(1).TakeWhile(line => line.Trim() != "#endregion");
        return string.Concat(lines.Select(line => (line.Length > 8 ? line[8..] : "") + "\n"));
    }
}
