namespace Passkeys.EngineContract.Hosting;

/// <summary>The settings that give a host the clients of this suite. They are in a file that a shell can read too.</summary>
internal static class ContractClients
{
    /// <summary>Where the applications are, as the file has it.</summary>
    public const string WrittenOrigin = "http://localhost:5055";

    /// <summary>The settings, with the applications at another origin.</summary>
    public static IReadOnlyDictionary<string, string> SettingsFor(string origin) => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "contract.env"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split('=', 2))
        .ToDictionary(setting => setting[0], setting => setting[1].Trim('"').Replace(WrittenOrigin, origin, StringComparison.Ordinal));
}
