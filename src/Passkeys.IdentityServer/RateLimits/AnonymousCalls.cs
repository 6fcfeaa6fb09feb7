using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.RateLimits;

/// <summary>Says of an endpoint that strangers may call it, and how that is limited.</summary>
public static class AnonymousCalls
{
    private const int NetworkBytes = 8;

    /// <summary>Anyone may call it: counted by address. Not where an access token came along, if the call is one that takes either.</summary>
    internal static TBuilder LimitAnonymous<TBuilder>(this TBuilder endpoint, bool alsoWithToken = true)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AnonymousCall(alsoWithToken));

    /// <summary>As <see cref="LimitAnonymous"/>; and it costs the pool something, so that the pool's calls are counted too.</summary>
    internal static TBuilder LimitCostly<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.LimitAnonymous().AddEndpointFilter<TBuilder, CostlyCallFilter>();

    /// <summary>429 when no more is left of a limit for this key; else null, and one is taken.</summary>
    internal static async ValueTask<IResult?> RefuseBeyondAsync(this HttpContext http, Pool pool, RateLimit limit, string key)
    {
        var limits = http.RequestServices.GetRequiredService<IRateLimits>();
        return await limits.TakeAsync(pool.Id, limit, key, pool.Policy.Limits, http.RequestAborted) is { } wait ? Problem.TooManyAttempts(http, wait) : null;
    }

    /// <summary>For an endpoint of an engine or a host that strangers may call: counts the call for the caller's address (<see cref="RateLimitOptions.AnonymousCallsPerAddress"/>).</summary>
    /// <param name="http">The request.</param>
    /// <returns>Null when the call may go on; else how long the caller has to wait, for <c>Retry-After</c>.</returns>
    public static ValueTask<TimeSpan?> TakeAnonymousCallAsync(this HttpContext http) => http.AddressKey() is { } address
        ? http.RequestServices.GetRequiredService<IRateLimits>().TakeAsync(pool: null, RateLimit.CallsOfAddress, address, own: null, http.RequestAborted)
        : ValueTask.FromResult<TimeSpan?>(null);

    /// <summary>Whom an address counts as: itself, or its network of 64 bits, which one household has of IPv6. Null where there is none, in process or on a Unix socket.</summary>
    internal static string? AddressKey(this HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address)
            return null;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily is AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes))
            : address.ToString();
    }
}

internal sealed record AnonymousCall(bool AlsoWithToken);

/// <summary>Counts anonymous calls, before anything else is done for them.</summary>
internal sealed class AnonymousCallFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var counts = http.GetEndpoint()?.Metadata.GetMetadata<AnonymousCall>() is { } call
            && (call.AlsoWithToken || http.Request.Headers.Authorization.Count == 0);
        return counts && await http.TakeAnonymousCallAsync() is { } wait ? Problem.TooManyAttempts(http, wait) : await next(context);
    }
}

/// <summary>Counts what costs a pool, once the pool is known.</summary>
internal sealed class CostlyCallFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await context.HttpContext.RefuseBeyondAsync(context.HttpContext.Pool(), RateLimit.CostsOfPool, key: "") ?? await next(context);
}
