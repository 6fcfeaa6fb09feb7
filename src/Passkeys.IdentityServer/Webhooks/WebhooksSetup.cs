using Microsoft.Extensions.DependencyInjection;

namespace Passkeys.IdentityServer.Webhooks;

internal static class WebhooksSetup
{
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton<WebhookRoutes>();
        services.AddSingleton<WebhookSignal>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookAddresses>();
        services.AddSingleton<WebhookPost>();
        services.AddScoped<WebhookSubscriptions>();
        services.AddScoped<WebhookDeliveries>();
        services.AddScoped<WebhookAttempts>();
        services.AddSingleton<WebhookDeliveryService>();
        services.AddHostedService(provider => provider.GetRequiredService<WebhookDeliveryService>());
        services.AddHostedService<WebhookRoutesRefresh>();
        // A redirect would carry the event to where nobody subscribed, and the client's own log lines would tell addresses. No proxy: it would
        // connect where it likes.
        services.AddHttpClient(WebhookPost.HttpClientName, http => http.Timeout = WebhookPost.Timeout)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<WebhookAddresses>().NewHandler())
            .RemoveAllLoggers();
    }
}
