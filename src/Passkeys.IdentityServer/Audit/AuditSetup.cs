using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Audit.Retention;
using Passkeys.IdentityServer.Audit.Sealing;
using Passkeys.IdentityServer.Audit.Verification;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Audit;

internal static class AuditSetup
{
    public static void AddAuditChains(this IServiceCollection services)
    {
        services.AddOptions<AuditOptions>().BindConfiguration("Audit")
            .Validate(o => o.SealingInterval > TimeSpan.Zero && o.RetentionInterval > TimeSpan.Zero, "Audit: SealingInterval and RetentionInterval must be positive.")
            .Validate(o => o.UnsealedAfter > TimeSpan.Zero, "Audit: UnsealedAfter must be positive.")
            .Validate(o => o.RetentionDays is null or > 0, "Audit: RetentionDays must be positive, or absent.")
            .ValidateOnStart();
        services.AddSingleton<AuditSignal>();
        services.AddSingleton<AppendOnlyAudit>();
        services.ConfigureDbContext<PasskeysDbContext>((provider, options) => options.AddInterceptors(provider.GetRequiredService<AppendOnlyAudit>()));
        services.AddSingleton<AuditEnds>();
        services.AddScoped<AuditSealer>();
        services.AddSingleton<AuditSealing>();
        services.AddHostedService<AuditSealingService>();
        services.AddScoped<IAuditVerification, AuditVerification>();
        services.AddScoped<AuditRetention>();
        services.AddHostedService<AuditRetentionService>();
    }
}
