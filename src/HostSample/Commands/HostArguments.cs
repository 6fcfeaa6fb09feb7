namespace HostSample.Commands;

/// <summary>
/// The arguments, parted into those of ASP.NET Core's configuration and those of a command. Before the command everything is configuration; after it, what can be nothing else:
/// names with a colon, such as <c>--Database:Provider</c>, and those that hosts know.
/// </summary>
/// <param name="Settings">What ASP.NET Core is to read.</param>
/// <param name="Command">The command and what is its own; empty: serve.</param>
internal sealed record HostArguments(IReadOnlyList<string> Settings, IReadOnlyList<string> Command)
{
    private static readonly HashSet<string> HostSettings = new(StringComparer.OrdinalIgnoreCase)
    {
        "urls", "environment", "contentRoot", "applicationName", "webRoot", "http_ports", "https_ports", "AllowedHosts",
    };

    // Switches from before there were commands, and those that ask for help: they are commands wherever they stand.
    private static readonly Dictionary<string, string> Switches = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--migrate"] = "migrate",
        ["--verify-audit"] = "verify-audit",
        ["--help"] = "--help",
        ["-h"] = "--help",
        ["-?"] = "--help",
    };

    /// <summary>Parts them.</summary>
    public static HostArguments Part(IReadOnlyList<string> args)
    {
        var settings = new List<string>();
        var command = new List<string>();
        for (var index = 0; index < args.Count; index++)
        {
            var arg = args[index];
            if (command.Count == 0 && Switches.TryGetValue(arg, out var name))
                command.Add(name);
            else if (command.Count == 0 ? arg.StartsWith('-') || arg.StartsWith('/') || arg.Contains('=', StringComparison.Ordinal) : IsSetting(arg))
                index = AddSetting(args, index, settings);
            else
                command.Add(arg);
        }
        return new HostArguments(settings, command);
    }

    private static int AddSetting(IReadOnlyList<string> args, int index, List<string> settings)
    {
        settings.Add(args[index]);
        // A name alone takes the next argument as its value.
        if (args[index].Contains('=', StringComparison.Ordinal) || index + 1 == args.Count || Switches.ContainsKey(args[index + 1]))
            return index;
        settings.Add(args[index + 1]);
        return index + 1;
    }

    private static bool IsSetting(string arg)
    {
        if (!arg.StartsWith("--", StringComparison.Ordinal))
            return false;
        var name = arg[2..].Split('=')[0];
        return name.Contains(':', StringComparison.Ordinal) || HostSettings.Contains(name);
    }
}
