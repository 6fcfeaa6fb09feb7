using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Administrators;

/// <summary>
/// Lets a call of the administration API through whose access token is that of an administrator within reach: a client's own, or a person's who was verified by
/// a passkey, for a change not long ago. Before the pool is looked for: nobody learns which there are beyond their reach.
/// </summary>
internal sealed class AdministratorFilter : IEndpointFilter
{
    private static readonly string[] Scopes = [ExtensionScopes.Administration, ExtensionScopes.AdministrationRead];

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        return await RefuseAsync(http) ?? await next(context);
    }

    private static async Task<IResult?> RefuseAsync(HttpContext http)
    {
        if (BearerChallenge.TokenOf(http.Request) is not { } bearer)
            return BearerChallenge.Missing(http, $"An access token with scope {ExtensionScopes.Administration} is required.");
        var services = http.RequestServices;
        if (await services.GetRequiredService<IAccessTokenReader>().ReadAsync(bearer, http.RequestAborted) is not { } token)
            return BearerChallenge.InvalidToken(http);
        var changes = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<TreatedAsChange>() is not null;
        var wanted = changes ? Scopes[..1] : Scopes;
        if (!token.Scope.Intersect(wanted).Any())
            return BearerChallenge.InsufficientScope(http, wanted[0], $"The access token needs scope {string.Join(" or ", wanted)}.");

        var administrator = await DescribeAsync(http, token, services.GetRequiredService<StoredAdministrators>());
        if (RefuseReach(http, administrator.Reach, changes) is { } refusal)
            return refusal;
        if (token.Subject is not null && RefuseAuthentication(http, token, administrator, changes) is { } stepUp)
            return stepUp;
        http.Features.Set(administrator);
        return null;
    }

    // The scope says what the application may do, the role who the person is.
    private static async Task<Administrator> DescribeAsync(HttpContext http, AccessToken token, StoredAdministrators administrators) => new()
    {
        UserId = token.Subject,
        Home = token.Pool,
        ClientId = token.ClientId,
        IpAddress = http.IpAddress(),
        AuthenticatedAt = token.AuthenticatedAt,
        Reach = token.Subject is { } person
            ? await administrators.ReachOfAsync(person, http.RequestAborted)
            : await administrators.ReachOfClientAsync(token.ClientId, http.RequestAborted),
    };

    private static IResult? RefuseReach(HttpContext http, AdministratorReach reach, bool changes)
    {
        var within = http.Request.RouteValues["pool"] is not string named ? reach.IsAny
            : PoolId.TryParse(named, out var pool) ? (changes ? reach.MayChange(pool) : reach.MayRead(pool))
            : reach.ReadsAll;
        return within ? null : OutOfReach();
    }

    /// <summary>The answer to an administrator who asks for more than they have.</summary>
    public static IResult OutOfReach() => Problem.Of(StatusCodes.Status403Forbidden, "access_denied", "This is beyond what you administer.");

    // RFC 9470 §3: what is wanted is another authentication, not another token of the same one.
    private static IResult? RefuseAuthentication(HttpContext http, AccessToken token, Administrator administrator, bool changes)
    {
        if (!StoredAdministrators.IsVerified(token.Amr))
            return StepUp(http, "acr_values=\"phr\"", "A passkey that verifies the administrator is required.");
        var maxAge = (int)http.RequestServices.GetRequiredService<IOptions<PasskeysOptions>>().Value.AdministratorAuthentication.TotalSeconds;
        return changes && !http.RequestServices.GetRequiredService<IAdministrators>().IsRecent(administrator)
            ? StepUp(http, $"max_age={maxAge}", $"An authentication in the last {maxAge} seconds is required.")
            : null;
    }

    private static IResult StepUp(HttpContext http, string parameter, string detail)
    {
        http.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_user_authentication\", error_description=\"{detail}\", {parameter}";
        return Problem.Of(StatusCodes.Status401Unauthorized, "step_up_required", detail);
    }
}
