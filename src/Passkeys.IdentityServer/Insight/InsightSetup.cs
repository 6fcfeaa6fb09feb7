using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;

namespace Passkeys.IdentityServer.Insight;

internal static class InsightSetup
{
    private const int LeastDays = 400;

    public static void AddInsight(this IServiceCollection services)
    {
        services.AddOptions<InsightOptions>().BindConfiguration("Insight")
            .Validate(o => o.FlushAfter > TimeSpan.Zero && o.FlushAfter <= TimeSpan.FromDays(1), "Insight: FlushAfter must be positive and at most a day.")
            .Validate(o => o.KeepDays >= LeastDays, $"Insight: KeepDays must be at least {LeastDays}.")
            .ValidateOnStart();
        services.AddSingleton<PoolSizes>();
        services.AddSingleton<UsageMetrics>();
        services.AddSingleton<CountingSignal>();
        services.AddSingleton<Tally>();
        services.AddSingleton<IUsage>(provider => provider.GetRequiredService<Tally>());
        services.AddSingleton<IAuditObserver, UsageOfAudit>();
        services.AddSingleton<CountFlush>();
        services.AddHostedService<CountingService>();
        services.AddScoped<CountWriter>();
        services.AddScoped<StoredCounts>();
        services.AddScoped<StandingCounts>();
        services.AddSingleton<Standings>();
        services.AddScoped<IInsight, PoolInsight>();
    }
}
