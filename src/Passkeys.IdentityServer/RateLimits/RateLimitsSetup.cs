using Microsoft.Extensions.DependencyInjection;

namespace Passkeys.IdentityServer.RateLimits;

internal static class RateLimitsSetup
{
    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>().BindConfiguration("RateLimits")
            .Validate(o => Enum.GetValues<RateLimit>().All(limit => o[limit].Most >= 0), "RateLimits: each number must be 0, for no limit, or positive.")
            .ValidateOnStart();
        services.AddSingleton<IRateLimits, SharedRateLimits>();
        services.AddScoped<RateCounters>();
    }
}
