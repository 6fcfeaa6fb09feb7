using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Administration;

/// <summary>
/// Lets administrators into <c>/admin/api/pools/{pool}</c>: a client by an access token of its own with scope <c>passkeys.admin</c>, a person by such a token and their role.
/// Then finds the pool, a disabled one too.
/// </summary>
internal sealed class AdministrationFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        var (administrator, problem) = await FindAsync(http);
        if (administrator is null)
            return problem;
        if (await FindPoolAsync(http) is not { } pool)
            return Problem.UnknownPool();
        http.Features.Set(administrator);
        http.Features.Set(pool);
        try
        {
            return await next(context);
        }
        catch (InvalidMemberException invalid)
        {
            return Problem.InvalidRequest(invalid);
        }
        catch (BadHttpRequestException refused) when (!http.RequestAborted.IsCancellationRequested)
        {
            return Problem.Unreadable(refused);
        }
    }

    private static async Task<(CurrentAdministrator? Administrator, IResult? Problem)> FindAsync(HttpContext http)
    {
        if (BearerChallenge.TokenOf(http.Request) is not { } bearer)
            return (null, BearerChallenge.Missing(http, $"An access token with scope {ExtensionScopes.Administration} is required."));
        if (await http.RequestServices.GetRequiredService<IAccessTokenReader>().ReadAsync(bearer, http.RequestAborted) is not { } token)
            return (null, BearerChallenge.InvalidToken(http));
        if (!token.Scope.Contains(ExtensionScopes.Administration))
            return (null, BearerChallenge.InsufficientScope(http, ExtensionScopes.Administration, $"The access token needs scope {ExtensionScopes.Administration}."));
        if (token.Subject is null)
            return (new CurrentAdministrator("client:" + token.ClientId, token.ClientId), null);
        return await HasRoleAsync(http, token.Subject)
            ? (new CurrentAdministrator(token.Subject, token.ClientId), null)
            : (null, Problem.Of(StatusCodes.Status403Forbidden, "not_an_administrator", "The person is no administrator of this pool."));
    }

    private static Task<bool> HasRoleAsync(HttpContext http, string userId) => DatabaseOf(http).UserClaims.AnyAsync(
        claim => claim.UserId == userId && claim.ClaimType == AdministratorRole.ClaimType && claim.ClaimValue == AdministratorRole.Platform, http.RequestAborted);

    private static Task<Pool?> FindPoolAsync(HttpContext http) =>
        PoolId.TryParse(http.Request.RouteValues["pool"] as string, out var id)
            ? DatabaseOf(http).Pools.AsNoTracking().SingleOrDefaultAsync(pool => pool.Id == id, http.RequestAborted)
            : Task.FromResult<Pool?>(null);

    private static PasskeysDbContext DatabaseOf(HttpContext http) => http.RequestServices.GetRequiredService<PasskeysDbContext>();
}
