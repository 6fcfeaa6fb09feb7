using Serilog;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace HostSample.Hosting;

/// <summary>
/// Logs as JSON, one event a line, to standard output. Levels are in the section <c>Serilog</c>. A command has standard output for itself: what is worth a warning goes to standard error.
/// </summary>
internal static class JsonLogs
{
    public static void AddJsonLogs(this WebApplicationBuilder host, bool ofCommand)
    {
        var logger = new LoggerConfiguration()
            .ReadFrom.Configuration(host.Configuration)
            .Enrich.FromLogContext()
            .WriteTo.Console(
                new JsonFormatter(renderMessage: true),
                restrictedToMinimumLevel: ofCommand ? LogEventLevel.Warning : LogEventLevel.Verbose,
                standardErrorFromLevel: ofCommand ? LogEventLevel.Verbose : null)
            .CreateLogger();
        host.Logging.ClearProviders().AddSerilog(logger, dispose: true);
    }
}
