namespace HostSample.Hosting;

/// <summary>What the command line says beyond configuration.</summary>
/// <param name="Migrate">Apply the migrations and end.</param>
/// <param name="Arguments">What ASP.NET Core is to read.</param>
internal sealed record HostCommandLine(bool Migrate, string[] Arguments)
{
    private const string MigrateSwitch = "--migrate";
    private const string ContentRootSwitch = "--contentRoot";

    public static HostCommandLine Parse(string[] args) => new(
        args.Contains(MigrateSwitch, StringComparer.OrdinalIgnoreCase),
        [.. ContentRoot(args), .. args.Where(arg => !arg.Equals(MigrateSwitch, StringComparison.OrdinalIgnoreCase))]);

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
