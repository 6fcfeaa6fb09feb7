using HostSample.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.SampleHost;

/// <summary>Command lines that are answered before there is a host. That the process ends so is in <see cref="Commands"/>.</summary>
public sealed class CommandLines : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    [Theory]
    [InlineData("--help", "verify-audit")]
    [InlineData("help", "verify-audit")]
    [InlineData("help seed-admin", "--create-pool")]
    [InlineData("migrate --help", "dotnet HostSample.dll migrate")]
    [InlineData("pool import --help", "--replace")]
    [InlineData("pool export --help", "--file")]
    [InlineData("doctor --help", "POOL")]
    [InlineData("verify-audit --help", "POOL")]
    [InlineData("rotate-keys -h", "--after")]
    [InlineData("import -?", "--skip-invalid")]
    [InlineData("export --help", "--pool")]
    public void Help_goes_to_standard_output_and_is_no_error(string arguments, string expected)
    {
        Parse(arguments).ShouldBe((null, 0));

        _output.ToString().ShouldContain(expected);
        _errors.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("serve", "There is no command or argument 'serve'.")]
    [InlineData("migrate now", "There is no command or argument 'now'.")]
    [InlineData("migrate --force", "There is no option '--force'.")]
    [InlineData("import --forse --pool a --format fido2", "There is no option '--forse'.")]
    [InlineData("import file --pool a", "Option '--format' is required.")]
    [InlineData("import file --pool a --format csv", "'csv'")]
    [InlineData("pool", "Required command was not provided.")]
    [InlineData("rotate-keys --after soon", "'soon'")]
    public void One_that_is_none_says_why_and_names_the_help(string arguments, string expected)
    {
        Parse(arguments).ShouldBe((null, 2));

        _output.ToString().ShouldBeEmpty();
        _errors.ToString().ShouldContain(expected);
        _errors.ToString().ShouldContain("--help");
    }

    private (object? Command, int? ExitCode) Parse(string arguments)
    {
        var parsed = HostCommandLine.Parse(["--environment", "Production", "--urls", "http://127.0.0.1:0", .. arguments.Split(' ')], _output, _errors);
        return (parsed.Command, parsed.ExitCode);
    }
}
