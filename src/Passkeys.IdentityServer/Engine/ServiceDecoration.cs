using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;

namespace Passkeys.IdentityServer.Engine;

/// <summary>For engine adapters: puts something of ours before a service that the host or its engine has registered.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class ServiceDecoration
{
    /// <summary>Replaces the last registration of a service with a class that gets the former by its constructor, and the rest of what it asks for from the container.</summary>
    /// <param name="services">The services.</param>
    /// <exception cref="InvalidOperationException">The service is not registered.</exception>
    public static void Decorate<TService, TDecorator>(this IServiceCollection services)
        where TService : class
        where TDecorator : class, TService =>
        services.Decorate<TService>((provider, former) => ActivatorUtilities.CreateInstance<TDecorator>(provider, former));

    /// <summary>Replaces the last registration of a service with one that gets the former.</summary>
    /// <param name="services">The services.</param>
    /// <param name="decorate">Makes the new one of the former.</param>
    /// <exception cref="InvalidOperationException">The service is not registered.</exception>
    public static void Decorate<TService>(this IServiceCollection services, Func<IServiceProvider, TService, TService> decorate)
        where TService : class
    {
        var former = services.LastOrDefault(service => service.ServiceType == typeof(TService) && !service.IsKeyedService)
            ?? throw new InvalidOperationException($"{typeof(TService).Name} is not registered: what is to be extended must be set up first.");
        services.Remove(former);
        services.Add(ServiceDescriptor.Describe(
            typeof(TService),
            provider => decorate(provider, (TService)(
                former.ImplementationInstance
                ?? former.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, former.ImplementationType!))),
            former.Lifetime));
    }
}
