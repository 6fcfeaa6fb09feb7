using System.CommandLine;

namespace HostSample.Commands;

/// <summary>What the help of a command shows at its end.</summary>
internal static class CommandExamples
{
    /// <summary>The examples of a command, a line each, or null.</summary>
    public static string? Of(Command command) => command.Name switch
    {
        "migrate" => "  dotnet HostSample.dll migrate",
        "seed-admin" => """
              dotnet HostSample.dll seed-admin --pool administrators --create-pool --rp-id id.example.com
              dotnet HostSample.dll seed-admin --identifier ada@example.com
            """,
        "export" when command.Parents.OfType<Command>().Any(parent => parent.Name == "pool") => """
              dotnet HostSample.dll pool export customers --file customers.json
              dotnet HostSample.dll pool export customers > customers.json
            """,
        "import" when command.Parents.OfType<Command>().Any(parent => parent.Name == "pool") => """
              dotnet HostSample.dll pool import customers.json
              dotnet HostSample.dll pool import customers.json --id customers-test
              dotnet HostSample.dll pool import customers.json --replace
            """,
        "doctor" => """
              dotnet HostSample.dll doctor
              dotnet HostSample.dll doctor customers
            """,
        "verify-audit" => """
              dotnet HostSample.dll verify-audit
              dotnet HostSample.dll verify-audit customers
            """,
        "rotate-keys" => """
              dotnet HostSample.dll rotate-keys
              dotnet HostSample.dll rotate-keys --after 1.00:00:00
            """,
        "import" => """
              dotnet HostSample.dll import realm.json --pool customers --format keycloak --dry-run
              dotnet HostSample.dll import realm.json --pool customers --format keycloak --rp-id example.com
            """,
        "export" => """
              dotnet HostSample.dll export --pool customers --file customers.jsonl
              dotnet HostSample.dll export --pool customers | gzip > customers.jsonl.gz
            """,
        _ when command is RootCommand => """
              dotnet HostSample.dll --urls https://id.example.com
              dotnet HostSample.dll migrate
              dotnet HostSample.dll import --help
            """,
        _ => null,
    };
}
