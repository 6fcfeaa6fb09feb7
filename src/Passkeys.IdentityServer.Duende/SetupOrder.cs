using Duende.IdentityServer.ResponseHandling;
using Duende.IdentityServer.Services;
using Duende.IdentityServer.Stores;
using Duende.IdentityServer.Validation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Passkeys.IdentityServer.Duende;

/// <summary>
/// Stops a host at its start that registers, after <c>AddPasskeys</c>, what then takes the place of the extension's: tokens would outlive passkeys, and
/// nobody would notice.
/// </summary>
internal sealed class SetupOrder(IServiceCollection services) : IHostedService
{
    // Not IRefreshTokenService: AddServerSideSessions may come later, and puts a decorator of Duende's around ours.
    private static readonly Type[] Needed =
    [
        typeof(IProfileService),
        typeof(IClaimsService),
        typeof(ITokenService),
        typeof(ITokenResponseGenerator),
        typeof(IAuthorizeInteractionResponseGenerator),
        typeof(ICustomAuthorizeRequestValidator),
        typeof(ICustomTokenRequestValidator),
        typeof(IAuthorizationCodeStore),
    ];

    private readonly ServiceDescriptor[] _ours = [.. Needed.Select(type => LastOf(services, type))];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (Array.Find(_ours, ours => LastOf(services, ours.ServiceType) != ours) is { } displaced)
            throw new InvalidOperationException($"{displaced.ServiceType.Name} is registered after AddPasskeys, and would take the place of the extension's. Call AddPasskeys after it.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static ServiceDescriptor LastOf(IServiceCollection services, Type type) => services.Last(service => service.ServiceType == type && !service.IsKeyedService);
}
