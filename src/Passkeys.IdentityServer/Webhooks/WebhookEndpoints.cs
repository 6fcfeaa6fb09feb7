using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Webhooks;

/// <summary>The webhooks of a pool, for administrators.</summary>
internal static class WebhookEndpoints
{
    private const int MostOfAPage = 200;
    private const int UsualPage = 50;

    public static void Map(RouteGroupBuilder pool)
    {
        pool.MapGet("/webhooks", ListAsync);
        pool.MapPost("/webhooks", AddAsync);
        pool.MapGet("/webhooks/{id:guid}", FindAsync);
        pool.MapPut("/webhooks/{id:guid}", ChangeAsync);
        pool.MapDelete("/webhooks/{id:guid}", RemoveAsync);
        pool.MapGet("/webhooks/{id:guid}/deliveries", LogAsync);
        pool.MapPost("/webhooks/{id:guid}/deliveries/{delivery:guid}/replay", ReplayAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, WebhookSubscriptions webhooks) =>
        ApiJson.Ok(new { items = (await webhooks.ListAsync(http.Pool().Id, http.RequestAborted)).Select(WebhookJson.Of) });

    private static async Task<IResult> AddAsync(HttpContext http, WebhookSubscriptions webhooks, WebhookAddresses addresses)
    {
        var body = await JsonBody.ReadAsync(http);
        var (url, events) = (addresses.Read(body), WebhookEvents.Read(body));
        return await webhooks.AddAsync(http.Pool().Id, url, events, Administrator.FactsOf(http), http.RequestAborted) is var (subscription, secret)
            ? ApiJson.Ok(WebhookJson.Of(subscription) with { Secret = secret }, StatusCodes.Status201Created)
            : Problem.Of(StatusCodes.Status409Conflict, "too_many_webhooks", $"A pool has at most {WebhookSubscriptions.Most} webhooks.");
    }

    private static async Task<IResult> FindAsync(HttpContext http, Guid id, WebhookSubscriptions webhooks) =>
        await webhooks.FindAsync(http.Pool().Id, id, http.RequestAborted) is { } found ? ApiJson.Ok(WebhookJson.Of(found)) : Problem.NotFound();

    private static async Task<IResult> ChangeAsync(HttpContext http, Guid id, WebhookSubscriptions webhooks, WebhookAddresses addresses)
    {
        var body = await JsonBody.ReadAsync(http);
        var (url, events, enabled) = (addresses.Read(body), WebhookEvents.Read(body), body.OptionalBoolean("enabled") ?? true);
        return await webhooks.ChangeAsync(http.Pool().Id, id, url, events, enabled, Administrator.FactsOf(http), http.RequestAborted) is { } changed
            ? ApiJson.Ok(WebhookJson.Of(changed))
            : Problem.NotFound();
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, Guid id, WebhookSubscriptions webhooks) =>
        await webhooks.RemoveAsync(http.Pool().Id, id, Administrator.FactsOf(http), http.RequestAborted) ? Results.NoContent() : Problem.NotFound();

    private static async Task<IResult> LogAsync(HttpContext http, Guid id, WebhookSubscriptions webhooks, WebhookDeliveries deliveries)
    {
        var (after, limit) = ReadPage(http.Request.Query);
        if (await webhooks.FindAsync(http.Pool().Id, id, http.RequestAborted) is null)
            return Problem.NotFound();
        // One more than is shown tells whether there is more.
        var found = await deliveries.ListAsync(http.Pool().Id, id, after, limit + 1, http.RequestAborted);
        var page = found.Take(limit).ToList();
        var items = page.Select(WebhookDeliveryJson.Of);
        return ApiJson.Ok(found.Count > limit ? new { items, next = after.After(page).ToString() } : new { items });
    }

    private static async Task<IResult> ReplayAsync(HttpContext http, Guid id, Guid delivery, WebhookSubscriptions webhooks, WebhookDeliveries deliveries)
    {
        var pool = http.Pool().Id;
        return await webhooks.FindAsync(pool, id, http.RequestAborted) switch
        {
            null => Problem.NotFound(),
            { Enabled: false } => Problem.Of(StatusCodes.Status409Conflict, "webhook_disabled", "The webhook is switched off."),
            _ => await deliveries.ReplayAsync(pool, id, delivery, http.RequestAborted) ? ApiJson.Ok(new { }, StatusCodes.Status202Accepted) : Problem.NotFound(),
        };
    }

    private static (DeliveryCursor After, int Limit) ReadPage(IQueryCollection query)
    {
        var limit = UsualPage;
        if (query.TryGetValue("limit", out var asked) && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostOfAPage))
            throw new InvalidMemberException("limit", $"1 to {MostOfAPage} are expected.");
        var after = DeliveryCursor.First;
        if (query.TryGetValue("cursor", out var cursor) && !DeliveryCursor.TryParse(cursor.ToString(), out after))
            throw new InvalidMemberException("cursor", "the next of an earlier answer is expected.");
        return (after, limit);
    }
}
