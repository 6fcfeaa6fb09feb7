using HostSample.Commands;

namespace HostSample.Hosting;

/// <summary>What the command line says.</summary>
/// <param name="Command">The command, or null: serve.</param>
/// <param name="ExitCode">The exit code of a command line that is answered already: help was asked for, or it is wrong.</param>
/// <param name="Arguments">What ASP.NET Core is to read.</param>
internal sealed record HostCommandLine(HostCommand? Command, int? ExitCode, string[] Arguments)
{
    private const string ContentRootSwitch = "--contentRoot";

    /// <summary>Reads it. Help goes to <paramref name="output"/>, why it is wrong to <paramref name="error"/>.</summary>
    public static HostCommandLine Parse(string[] args, TextWriter output, TextWriter error)
    {
        var (settings, command) = HostArguments.Part(args);
        string[] arguments = [.. ContentRoot(args), .. settings];
        if (command.Count == 0)
            return new HostCommandLine(null, null, arguments);
        var (chosen, exitCode) = HostCommands.Parse([.. command], output, error);
        return new HostCommandLine(chosen, chosen is null ? exitCode ?? Commands.ExitCode.Usage : null, arguments);
    }

    // The host finds its settings and its App_Data wherever it is started from; naming a content root still works.
    private static string[] ContentRoot(string[] args)
    {
        var named = args.Any(arg => arg.StartsWith(ContentRootSwitch, StringComparison.OrdinalIgnoreCase))
            || Environment.GetEnvironmentVariable("ASPNETCORE_CONTENTROOT") is not null
            || Environment.GetEnvironmentVariable("DOTNET_CONTENTROOT") is not null;
        return named ? [] : [ContentRootSwitch, ProjectDirectory() ?? AppContext.BaseDirectory];
    }

    private static string? ProjectDirectory()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "HostSample.csproj")))
                return directory.FullName;
        }

        return null;
    }
}
