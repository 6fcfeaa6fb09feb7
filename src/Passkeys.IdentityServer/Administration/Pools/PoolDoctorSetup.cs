using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Passkeys.IdentityServer.Administration.Pools.Doctor;
using Passkeys.IdentityServer.Network;

namespace Passkeys.IdentityServer.Administration.Pools;

internal static class PoolDoctorSetup
{
    public static void AddPoolDoctor(this IServiceCollection services)
    {
        services.AddScoped<IPoolDoctor, PoolDoctor>();
        services.AddSingleton<IOutside, Outside>();
        services.AddHttpClient(Outside.HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(provider => PublicConnections.NewHandler(provider.GetRequiredService<IHostEnvironment>().IsDevelopment()))
            .RemoveAllLoggers();
        // In the order in which they are shown. The clock comes last: it is compared with what the others saw.
        services.AddScoped<IPoolCheck, RelyingPartyCheck>();
        services.AddScoped<IPoolCheck, OriginsCheck>();
        services.AddScoped<IPoolCheck, RelatedOriginsCheck>();
        services.AddScoped<IPoolCheck, AndroidAppsCheck>();
        services.AddScoped<IPoolCheck, AppleAppsCheck>();
        services.AddScoped<IPoolCheck, FormerRpIdsCheck>();
        services.AddScoped<IPoolCheck, RegistrationCheck>();
        services.AddScoped<IPoolCheck, MailCheck>();
        services.AddScoped<IPoolCheck, CaptchaCheck>();
        services.AddScoped<IPoolCheck, VerifierCheck>();
        services.AddScoped<IPoolCheck, LanguagesCheck>();
        services.AddScoped<IPoolCheck, ClockCheck>();
    }
}
