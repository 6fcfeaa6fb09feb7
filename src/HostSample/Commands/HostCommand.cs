namespace HostSample.Commands;

/// <summary>What a command does with a host that was set up and is not started. It answers the exit code, one of <see cref="ExitCode"/>.</summary>
internal delegate Task<int> HostCommand(WebApplication app, CancellationToken ct);

/// <summary>How commands end.</summary>
internal static class ExitCode
{
    /// <summary>It is done, or everything is as it should be.</summary>
    public const int Done = 0;

    /// <summary>It could not be done, or something is wrong.</summary>
    public const int Failed = 1;

    /// <summary>The command line is not one.</summary>
    public const int Usage = 2;
}
