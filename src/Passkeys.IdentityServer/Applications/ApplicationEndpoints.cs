using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Applications;

/// <summary>Applications, of the administration API. Those of all pools are for who reads everything, and changing them for platform administrators.</summary>
internal static class ApplicationEndpoints
{
    public static void Map(RouteGroupBuilder all, RouteGroupBuilder pool)
    {
        all.MapGet("/clients", ListAsync);
        all.MapPost("/clients", CreateAsync);
        all.MapGet("/clients/{clientId}", FindAsync);
        all.MapPut("/clients/{clientId}", ReplaceAsync);
        all.MapDelete("/clients/{clientId}", RemoveAsync);
        all.MapPost("/clients/{clientId}/secrets", AddSecretAsync);
        all.MapDelete("/clients/{clientId}/secrets/{secretId}", RemoveSecretAsync);
        all.MapGet("/clients/{clientId}/quick-start", QuickStartAsync);
        pool.MapGet("/clients", ListOfPoolAsync);
        pool.MapPut("/clients/{clientId}", ConnectAsync);
        pool.MapDelete("/clients/{clientId}", DisconnectAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IApplications applications)
    {
        if (!Reach(http).ReadsAll)
            return AdministratorFilter.OutOfReach();
        return await ListPartAsync(http, applications, ReadPool(http));
    }

    private static Task<IResult> ListOfPoolAsync(HttpContext http, IApplications applications) => ListPartAsync(http, applications, http.Pool().Id);

    private static async Task<IResult> ListPartAsync(HttpContext http, IApplications applications, PoolId? pool) =>
        ListJson.Of((await applications.ListAsync(ListQuery.Read(http.Request.Query), pool, http.RequestAborted)).Part.Select(client => ApplicationJson.Of(client, Reach(http))));

    private static async Task<IResult> FindAsync(HttpContext http, string clientId, IEngineClientRegistry registry)
    {
        if (!Reach(http).ReadsAll)
            return AdministratorFilter.OutOfReach();
        if (await registry.FindAsync(clientId, http.RequestAborted) is not { } client)
            return Problem.NotFound();
        ClientVersions.Tell(http, client);
        return ApiJson.Ok(ApplicationJson.Of(client, Reach(http)));
    }

    private static async Task<IResult> CreateAsync(HttpContext http, IEngineClientRegistry registry)
    {
        if (RefuseWriting(http, registry) is { } refusal)
            return refusal;
        var body = await JsonBody.ReadAsync(http);
        var outcome = await registry.CreateAsync(
            body.OptionalString("clientId"), ApplicationBody.ReadIsPublic(body), ApplicationBody.Read(body), Administrator.FactsOf(http), http.RequestAborted);
        if (outcome is not ClientOutcome.Done(var client, var secret))
            return ClientProblems.Of(outcome);
        ClientVersions.Tell(http, client);
        http.Response.Headers.Location = $"/admin/api/clients/{Uri.EscapeDataString(client.ClientId)}";
        return ApiJson.Ok(ApplicationJson.Of(client, Reach(http)) with { Secret = secret?.Secret }, StatusCodes.Status201Created);
    }

    private static async Task<IResult> ReplaceAsync(HttpContext http, string clientId, IEngineClientRegistry registry)
    {
        var (client, refusal) = await FindEditableAsync(http, clientId, registry);
        if (refusal is not null)
            return refusal;
        var body = await JsonBody.ReadAsync(http);
        if (ApplicationBody.ReadIsPublic(body, client!.IsPublic) != client.IsPublic)
            throw new InvalidMemberException("type", "it never changes; register another client.");
        if (body.OptionalString("clientId") is { } id && id != clientId)
            throw new InvalidMemberException("clientId", "it never changes.");
        var outcome = await registry.ReplaceAsync(clientId, client.Version!.Value, ApplicationBody.Read(body), Administrator.FactsOf(http), http.RequestAborted);
        if (outcome is not ClientOutcome.Done { Client: var changed })
            return ClientProblems.Of(outcome);
        ClientVersions.Tell(http, changed);
        return ApiJson.Ok(ApplicationJson.Of(changed, Reach(http)));
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, string clientId, IEngineClientRegistry registry)
    {
        var (client, refusal) = await FindEditableAsync(http, clientId, registry);
        if (refusal is not null)
            return refusal;
        var outcome = await registry.RemoveAsync(clientId, client!.Version!.Value, Administrator.FactsOf(http), http.RequestAborted);
        return outcome is ClientOutcome.Done ? Results.NoContent() : ClientProblems.Of(outcome);
    }

    private static async Task<IResult> AddSecretAsync(HttpContext http, string clientId, IEngineClientRegistry registry)
    {
        if (RefuseWriting(http, registry) is { } refusal)
            return refusal;
        var outcome = await registry.AddSecretAsync(clientId, Administrator.FactsOf(http), http.RequestAborted);
        if (outcome is not ClientOutcome.Done(var client, { } secret))
            return ClientProblems.Of(outcome);
        ClientVersions.Tell(http, client);
        var made = client.Secrets.Single(each => each.Id == secret.Id).CreatedAt;
        return ApiJson.Ok(new SecretJson { Id = secret.Id, Secret = secret.Secret, CreatedAt = made }, StatusCodes.Status201Created);
    }

    private static async Task<IResult> RemoveSecretAsync(HttpContext http, string clientId, string secretId, IEngineClientRegistry registry)
    {
        if (RefuseWriting(http, registry) is { } refusal)
            return refusal;
        var outcome = await registry.RemoveSecretAsync(clientId, secretId, Administrator.FactsOf(http), http.RequestAborted);
        return outcome is ClientOutcome.Done ? Results.NoContent() : ClientProblems.Of(outcome);
    }

    private static async Task<IResult> QuickStartAsync(HttpContext http, string clientId, IApplications applications, IEngineClientRegistry registry)
    {
        var (reach, pool) = (Reach(http), ReadPool(http));
        if (!reach.ReadsAll && !(pool is { } own && reach.MayRead(own)))
            return AdministratorFilter.OutOfReach();
        var client = await registry.FindAsync(clientId, http.RequestAborted);
        var serves = pool is not { } named || client?.Settings.Pools.Contains(named.Value) == true;
        // Whoever has one pool does not learn which clients others have.
        if (client is null || (!serves && !reach.ReadsAll))
            return Problem.NotFound();
        return serves
            ? ApiJson.Ok((await applications.FindQuickStartAsync(clientId, pool, http.RequestAborted))!)
            : throw new InvalidMemberException("pool", "a pool that the client serves is expected.");
    }

    private static Task<IResult> ConnectAsync(HttpContext http, string clientId, IApplications applications, IEngineClientRegistry registry) =>
        ChangePoolsAsync(http, registry, pool => applications.ConnectAsync(pool, clientId, Administrator.FactsOf(http), http.RequestAborted));

    private static Task<IResult> DisconnectAsync(HttpContext http, string clientId, IApplications applications, IEngineClientRegistry registry) =>
        ChangePoolsAsync(http, registry, pool => applications.DisconnectAsync(pool, clientId, Administrator.FactsOf(http), http.RequestAborted));

    private static async Task<IResult> ChangePoolsAsync(HttpContext http, IEngineClientRegistry registry, Func<PoolId, Task<ClientOutcome>> change)
    {
        if (RefuseWriting(http, registry) is { } refusal)
            return refusal;
        var outcome = await change(http.Pool().Id);
        return outcome is ClientOutcome.Done ? Results.NoContent() : ClientProblems.Of(outcome);
    }

    private static async Task<(ClientDescription? Client, IResult? Refusal)> FindEditableAsync(HttpContext http, string clientId, IEngineClientRegistry registry)
    {
        if (RefuseWriting(http, registry) is { } refusal)
            return (null, refusal);
        var client = await registry.FindAsync(clientId, http.RequestAborted);
        return client switch
        {
            null => (null, Problem.NotFound()),
            { Version: { } version } => (client, ClientVersions.Refuse(http, version)),
            _ => (null, ClientProblems.Of(new ClientOutcome.Refused(ClientRefusal.Configured))),
        };
    }

    private static IResult? RefuseWriting(HttpContext http, IEngineClientRegistry registry) =>
        !Reach(http).IsPlatform ? AdministratorFilter.OutOfReach()
        : registry.CanRegister ? null
        : ClientProblems.Of(new ClientOutcome.Refused(ClientRefusal.ReadOnly));

    private static AdministratorReach Reach(HttpContext http) => Administrator.Of(http).Reach;

    private static PoolId? ReadPool(HttpContext http)
    {
        var named = http.Request.Query["pool"].ToString();
        return named.Length == 0 ? null : PoolId.TryParse(named, out var pool) ? pool : throw new InvalidMemberException("pool", "the id of a pool is expected.");
    }
}
