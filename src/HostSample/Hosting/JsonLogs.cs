using Serilog;
using Serilog.Formatting.Json;

namespace HostSample.Hosting;

/// <summary>Logs as JSON, one event a line, to standard output. Levels are in the section <c>Serilog</c>.</summary>
internal static class JsonLogs
{
    public static void AddJsonLogs(this WebApplicationBuilder host)
    {
        var logger = new LoggerConfiguration()
            .ReadFrom.Configuration(host.Configuration)
            .Enrich.FromLogContext()
            .WriteTo.Console(new JsonFormatter(renderMessage: true))
            .CreateLogger();
        host.Logging.ClearProviders().AddSerilog(logger, dispose: true);
    }
}
