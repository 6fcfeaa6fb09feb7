using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Transfer;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.SampleHost;

/// <summary>The commands of the host, as an operator runs them outside Development: what they say, and how they end.</summary>
public sealed class Commands(DatabaseWithAPool prepared) : IClassFixture<DatabaseWithAPool>, IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("passkeys-commands-");

    private string Database => Path.Combine(_directory.FullName, "passkeys.db");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("help", "verify-audit")]
    [InlineData("migrate --help", "dotnet HostSample.dll migrate")]
    public async Task Help_needs_no_database_and_ends_well(string arguments, string expected)
    {
        var ended = await RunAsync(arguments);

        (ended.ExitCode, ended.Errors).ShouldBe((0, ""));
        ended.Output.ShouldContain(expected);
        File.Exists(Database).ShouldBeFalse();
    }

    [Theory]
    [InlineData("serve", "There is no command or argument 'serve'.")]
    [InlineData("pool", "Required command was not provided.")]
    public async Task A_command_line_that_is_none_says_why_and_ends_with_2(string arguments, string expected)
    {
        var ended = await RunAsync(arguments);

        (ended.ExitCode, ended.Output).ShouldBe((2, ""));
        ended.Errors.ShouldContain(expected);
        File.Exists(Database).ShouldBeFalse();
    }

    [Fact]
    public async Task A_command_wants_the_tables_to_be_there()
    {
        var ended = await RunAsync("verify-audit");

        ended.ExitCode.ShouldBe(1);
        ended.Errors.ShouldContain("migrate");
    }

    [Theory]
    [InlineData("migrate")]
    [InlineData("--migrate")]
    [InlineData("migrate --Database:Provider Sqlite --urls http://127.0.0.1:0")]
    public async Task Migrating_says_so(string arguments)
    {
        var ended = await RunAsync(arguments);

        (ended.ExitCode, ended.Output).ShouldBe((0, "The database has all its tables.\n"));
    }

    [Fact]
    public async Task An_operator_makes_the_first_administrator_with_a_pool()
    {
        prepared.CopyWithoutPoolTo(Database);
        (await RunAsync("seed-admin")).Errors.ShouldContain("--create-pool");

        var ended = await RunAsync("seed-admin --create-pool --pool admins --identifier ada@example.com --rp-id example.com", ("Passkeys__PublicOrigin", "https://id.example.com"));

        ended.ExitCode.ShouldBe(0, ended.Errors);
        ended.Output.ShouldMatch("^https://id\\.example\\.com/account/admins/enrol#code=\\S+\n$");
        ended.Errors.ShouldNotContain("#code=");
        (await RunAsync("seed-admin --pool admins")).Output.ShouldContain("/account/admins/enrol#code=");
    }

    [Fact]
    public async Task The_first_administrator_may_be_somebody_who_is_there()
    {
        prepared.CopyTo(Database);
        var file = Path.Combine(_directory.FullName, "people.jsonl");
        await File.WriteAllTextAsync(file, Transferring.Lines(Transferring.Person("ada@example.com")).Replace("\"rpId\":\"localhost\"", "\"rpId\":\"example.com\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        (await RunAsync($"import {file} --pool admins --format passkeys")).ExitCode.ShouldBe(0);

        var ended = await RunAsync("seed-admin --pool admins --identifier ada@example.com");

        (ended.ExitCode, ended.Output.Contains("/account/admins/enrol#code=", StringComparison.Ordinal)).ShouldBe((0, true), ended.Errors);
    }

    [Fact]
    public async Task An_operator_makes_one_administrator_more()
    {
        prepared.CopyTo(Database);

        var ended = await RunAsync("seed-admin --another --pool admins --identifier grace@example.com");

        ended.Output.ShouldContain("/account/admins/enrol#code=", customMessage: ended.Errors);
        (await RunAsync("export --pool admins")).Output.ShouldContain("grace@example.com");
    }

    [Fact]
    public async Task A_pool_goes_out_and_comes_in_under_another_name()
    {
        prepared.CopyTo(Database);
        var file = Path.Combine(_directory.FullName, "pool.json");

        (await RunAsync($"pool export admins --file {file}")).ExitCode.ShouldBe(0);
        ((string)JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!["pool"]!["id"]!).ShouldBe("admins");
        (await RunAsync("pool export admins")).Output.ShouldContain("\"admins\"");

        var again = await RunAsync($"pool import {file}");
        (again.ExitCode, again.Errors.Contains("--replace", StringComparison.Ordinal)).ShouldBe((1, true), again.Errors);
        (await RunAsync($"pool import {file} --replace")).ExitCode.ShouldBe(0);
        var other = await RunAsync($"pool import {file} --id others");
        other.ExitCode.ShouldBe(0, other.Errors);
        (await RunAsync("pool export others")).Output.ShouldContain("\"others\"");
        (await RunAsync("pool export nowhere")).ExitCode.ShouldBe(1);
        (await RunAsync("pool import /nowhere.json")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task The_doctor_says_what_it_found()
    {
        prepared.CopyTo(Database);

        var ended = await RunAsync("doctor admins");

        ended.Output.ShouldStartWith("admins (Administrators)");
        ended.ExitCode.ShouldBe(ended.Output.Contains("WRONG", StringComparison.Ordinal) ? 1 : 0);
        (await RunAsync("doctor nowhere")).ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("verify-audit")]
    [InlineData("--verify-audit")]
    [InlineData("verify-audit admins")]
    public async Task An_audit_that_nobody_touched_is_intact(string arguments)
    {
        prepared.CopyTo(Database);

        var ended = await RunAsync(arguments);

        ended.ExitCode.ShouldBe(0, ended.Output + ended.Errors);
        ended.Output.ShouldContain("intact");
    }

    [Fact]
    public async Task A_new_key_is_published_before_it_signs()
    {
        prepared.CopyWithoutPoolTo(Database);

        (await RunAsync("rotate-keys")).Output.ShouldContain("is published, and signs from");
        (await RunAsync("rotate-keys --after 00:01:00")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task People_come_in_with_progress_and_go_out()
    {
        prepared.CopyTo(Database);
        var file = Path.Combine(_directory.FullName, "people.jsonl");
        var lines = Transferring.Lines(Enumerable.Range(0, 600).Select(number => Transferring.Person($"person-{number}@example.com")));
        await File.WriteAllTextAsync(file, lines.Replace("\"rpId\":\"localhost\"", "\"rpId\":\"example.com\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var dry = await RunAsync($"import {file} --pool admins --format passkeys --dry-run");
        var real = await RunAsync($"import {file} --pool admins --format passkeys");
        var again = await RunAsync($"import {file} --pool admins --format passkeys");
        var output = await RunAsync("export --pool admins");

        (dry.ExitCode, dry.Output).ShouldBe((0, "600 records, 0 errors. 600 people and 600 credentials would be added; 0 are there already. Nothing was stored.\n"));
        (real.ExitCode, real.Output).ShouldBe((0, "600 records, 0 errors. 600 people and 600 credentials were added; 0 were there already.\n"));
        real.Errors.ShouldContain("500 of 600 records\n600 of 600 records\n");
        again.Output.ShouldContain("0 people and 0 credentials were added; 600 were there already.");
        output.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(602); // the header, and the administrator
        output.Errors.ShouldContain("601 people of pool 'admins' are exported.");
    }

    [Fact]
    public async Task Each_error_of_a_file_is_said_and_nothing_is_stored()
    {
        prepared.CopyTo(Database);
        var file = Path.Combine(_directory.FullName, "people.jsonl");
        await File.WriteAllTextAsync(file, Transferring.Lines(Transferring.Person("a@example.com"), []), TestContext.Current.CancellationToken);

        var ended = await RunAsync($"import {file} --pool admins --format passkeys");

        ended.ExitCode.ShouldBe(1);
        ended.Errors.ShouldContain("record 1 (line 2): passkeys[0].rpId: example.com is expected");
        ended.Errors.ShouldContain("record 2 (line 3): identifier:");
        ended.Output.ShouldContain("Nothing was stored.");
        (await RunAsync($"import {file} --pool admins --format passkeys --rp-id elsewhere.example")).Errors.ShouldContain("rpId:");
        (await RunAsync("import /nowhere --pool admins --format passkeys")).ExitCode.ShouldBe(1);
    }

    private Task<HostProcess.Ended> RunAsync(string arguments, params (string Name, string Value)[] settings) => HostProcess.RunApartAsync(Database, arguments.Split(' '), settings);
}
