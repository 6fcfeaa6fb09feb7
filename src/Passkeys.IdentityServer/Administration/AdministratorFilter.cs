using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Administration;

/// <summary>Lets a call through whose access token has scope <c>passkeys.admin</c> and is a client's own, or that of an administrator. Before the pool is looked for: strangers do not learn which there are.</summary>
internal sealed class AdministratorFilter : IEndpointFilter
{
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
        if (!token.Scope.Contains(ExtensionScopes.Administration))
            return BearerChallenge.InsufficientScope(http, ExtensionScopes.Administration, $"The access token needs scope {ExtensionScopes.Administration}.");
        if (token.Subject is { } person && !await IsAdministratorAsync(services.GetRequiredService<PasskeysDbContext>(), person, http.RequestAborted))
            return Problem.Of(StatusCodes.Status403Forbidden, "access_denied", "This is for administrators.");
        http.Features.Set(new Administrator(token.Subject, token.ClientId));
        return null;
    }

    // The scope says what the application may do, the role who the person is.
    private static Task<bool> IsAdministratorAsync(PasskeysDbContext db, string userId, CancellationToken ct) =>
        db.UserClaims.AnyAsync(claim => claim.UserId == userId && claim.ClaimType == AdministratorRole.ClaimType && claim.ClaimValue == AdministratorRole.Platform, ct);
}
