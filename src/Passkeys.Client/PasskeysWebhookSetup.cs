using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Passkeys.Client.Once;
using Passkeys.Client.Webhooks;
using Passkeys.Client.WebSockets;

namespace Passkeys.Client;

/// <summary>Receives webhooks of the provider.</summary>
public static class PasskeysWebhookSetup
{
    private const int MaxLength = 64 * 1024;

    /// <summary>Adds the verification of webhooks. With <c>AddPasskeysBearer</c>, open WebSockets whose passkey was removed are closed as soon as a webhook tells.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options; they are checked when the application starts.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddPasskeysWebhooks(this IServiceCollection services, Action<PasskeysWebhookOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<PasskeysWebhookOptions>().Configure(configure)
            .Validate(options => options.Secrets.Count > 0 && options.Secrets.All(secret => WebhookSignature.KeyOf(secret) is not null), "Secrets must hold the secret of the webhook, whsec_ and base64.")
            .Validate(options => options.Tolerance > TimeSpan.Zero, "Tolerance must be positive.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IOneTimeIds, InMemoryIds>();
        services.TryAddSingleton(provider => new PasskeysWebhooks(
            provider.GetRequiredService<IOptions<PasskeysWebhookOptions>>(), provider.GetRequiredService<IOneTimeIds>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>Maps the address that the webhook was made for: 204 when it was handled, or had been; 401 when it is not the provider's; an exception of an observer is 500, and it comes again.</summary>
    /// <param name="endpoints">The application's endpoints.</param>
    /// <param name="pattern">Where.</param>
    /// <returns>The endpoint.</returns>
    public static RouteHandlerBuilder MapPasskeysWebhooks(this IEndpointRouteBuilder endpoints, string pattern) =>
        endpoints.MapPost(pattern, (Delegate)ReceiveAsync).AllowAnonymous();

    private static async Task<IResult> ReceiveAsync(HttpContext http, PasskeysWebhooks webhooks)
    {
        if (await ReadAsync(http.Request, http.RequestAborted) is not { } body)
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        switch (await webhooks.VerifyAsync(http.Request.Headers, body, http.RequestAborted))
        {
            case WebhookOutcome.Accepted { Webhook: var webhook }:
                await HandleAsync(http, webhooks, webhook);
                return Results.NoContent();
            case WebhookOutcome.Known:
                return Results.NoContent();
            default:
                return Results.Unauthorized();
        }
    }

    private static async Task HandleAsync(HttpContext http, PasskeysWebhooks webhooks, PasskeysWebhook webhook)
    {
        try
        {
            if (http.RequestServices.GetService<PasskeyConnections>() is not null)
                await ActivatorUtilities.CreateInstance<EndedConnections>(http.RequestServices).ApplyAsync(webhook, http.RequestAborted);
            foreach (var observer in http.RequestServices.GetServices<IWebhookObserver>())
                await observer.OnWebhookAsync(webhook, http.RequestAborted);
        }
        catch
        {
            await webhooks.ForgetAsync(webhook.Id, CancellationToken.None);
            throw;
        }
    }

    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        using var body = new MemoryStream();
        var buffer = new byte[8 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > MaxLength)
                return null;
        }

        return body.ToArray();
    }
}
