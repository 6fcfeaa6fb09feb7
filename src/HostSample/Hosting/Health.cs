using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Passkeys.IdentityServer.Storage;

namespace HostSample.Hosting;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: the database is there and has every migration.</summary>
internal static class Health
{
    public static void AddHealth(this WebApplicationBuilder host)
    {
        host.Services.AddSingleton<DatabaseHealth>();
        host.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
    }

    private sealed class DatabaseHealth(IServiceScopeFactory scopes) : IHealthCheck
    {
        private volatile bool _migrated;

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<PasskeysDbContext>().Database;
            if (!await database.CanConnectAsync(cancellationToken))
                return HealthCheckResult.Unhealthy("The database cannot be reached.");

            // Migrations are only ever added: a database that has them all keeps them.
            _migrated = _migrated || !(await database.GetPendingMigrationsAsync(cancellationToken)).Any();
            return _migrated ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database lacks migrations.");
        }
    }
}
