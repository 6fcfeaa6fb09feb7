using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Passkeys.IdentityServer.Ceremonies;

namespace HostSample.Hosting;

/// <summary>Sends traces and metrics to an OpenTelemetry collector where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one; else nothing is collected.</summary>
internal static class TelemetryExport
{
    private const string Service = "passkeys-identityserver";

    public static void AddTelemetryExport(this WebApplicationBuilder host)
    {
        if (string.IsNullOrEmpty(host.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;
        host.Services.AddSingleton(_ => Traces());
        host.Services.AddSingleton(_ => Metrics());
        host.Services.AddHostedService<Collection>();
    }

    private static TracerProvider Traces() => Sdk.CreateTracerProviderBuilder()
        .ConfigureResource(resource => resource.AddService(Service))
        .AddSource(CeremonyTelemetry.Name, "Microsoft.AspNetCore")
        .AddOtlpExporter()
        .Build();

    private static MeterProvider Metrics() => Sdk.CreateMeterProviderBuilder()
        .ConfigureResource(resource => resource.AddService(Service))
        .AddMeter(CeremonyTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
        .AddOtlpExporter()
        .Build();

    // The container makes the providers when this asks for them, and sends what is left when it disposes of them.
    private sealed class Collection(TracerProvider traces, MeterProvider metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush();
            metrics.ForceFlush();
            return Task.CompletedTask;
        }
    }
}
