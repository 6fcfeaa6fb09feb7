using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Embedded.Endpoints;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>Addresses of this host that hold a request, sealed: so <c>prompt=login</c>, say, cannot be taken out of one.</summary>
internal sealed class SealedRequests(SealedEnvelope envelope, ClientDirectory clients, IHttpContextAccessor accessor, TimeProvider time)
{
    /// <summary>How long a person has from the application's request to the answer.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    // It becomes a part of a page's address, and servers take 8 KB (RFC 9110 §4.1).
    private const int MaxLength = 7500;
    private const string Purpose = "authorization.request";
    private const string Parameter = "request";

    private string Path => $"{accessor.HttpContext?.Request.PathBase}{ProviderPaths.AuthorizationCallback}";

    /// <summary>The address that goes on with the request.</summary>
    public string AddressOf(AuthorizationRequest request) => $"{Path}?{Parameter}={envelope.Seal(Purpose, Shorten(request))}";

    /// <summary>Whether the request is short enough to travel, whatever the pages will add to it.</summary>
    public bool CanTravel(AuthorizationRequest request) => AddressOf(AtItsLongest(request)).Length <= MaxLength;

    /// <summary>The request at an address, or null when it is none of ours, has gone on for too long, or its client is gone.</summary>
    public AuthorizationRequest? OpenAddress(string? address) =>
        address is not null && address.Split('?', 2) is [var path, var query] && path == Path
        && QueryHelpers.ParseQuery(query) is { Count: 1 } parameters && parameters.TryGetValue(Parameter, out var value)
        && Open(value) is { } request && IsCurrent(request) ? request : null;

    /// <summary>Whether an address is one that holds a request, whatever became of it.</summary>
    public bool Holds(string? address) => address?.StartsWith($"{Path}?{Parameter}=", StringComparison.Ordinal) == true;

    /// <summary>A request that this host sealed, or null. It may have gone on for too long: see <see cref="IsCurrent"/>.</summary>
    public AuthorizationRequest? Open(string? sealedRequest) =>
        sealedRequest is { Length: > 0 and <= MaxLength } && envelope.Open<AuthorizationRequest>(Purpose, sealedRequest) is { } request ? Restore(request) : null;

    /// <summary>Whether it can still be answered.</summary>
    public bool IsCurrent(AuthorizationRequest request) =>
        time.GetUtcNow() < request.StartedAt + Lifetime
        && clients.Find(request.ClientId) is { } client && RegisteredRedirects.Include(client, request.Target.RedirectUri);

    private static AuthorizationRequest AtItsLongest(AuthorizationRequest request)
    {
        var id = new string('-', 64);
        return request with
        {
            Subject = id,
            IsStepUp = true,
            PersonChangedAt = request.StartedAt,
            ChosenSession = id,
            ConsentSession = id,
            ConsentScope = request.Scope,
            Denial = AuthorizationError.UnmetRequirements.Code,
        };
    }

    // A client may have hundreds of pools; they travel only where the request chose among them.
    private AuthorizationRequest Shorten(AuthorizationRequest request) =>
        request.Pools.SequenceEqual(PoolsOf(request)) ? request with { Pools = [] } : request;

    private AuthorizationRequest Restore(AuthorizationRequest request) =>
        request.Pools.Length == 0 ? request with { Pools = PoolsOf(request) } : request;

    private PoolId[] PoolsOf(AuthorizationRequest request) => [.. clients.Find(request.ClientId)?.Pools.Select(pool => new PoolId(pool)) ?? []];
}
