using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary><c>enrolment-links</c> of a person, and the <c>enrolment-requests</c> that a second administrator decides about.</summary>
internal static class EnrolmentEndpoints
{
    public static void Map(RouteGroupBuilder pool)
    {
        pool.MapPost("/users/{id}/enrolment-links", MakeAsync);
        pool.MapGet("/enrolment-requests", ListAsync);
        pool.MapPost("/enrolment-requests/{request:guid}/approve", ApproveAsync);
        pool.MapPost("/enrolment-requests/{request:guid}/reject", RejectAsync);
    }

    private static async Task<IResult> MakeAsync(HttpContext http, string id, ICredentialActs acts, IEnrolmentRequests requests)
    {
        var body = await JsonBody.ReadAsync(http);
        var seconds = body.OptionalNumber("lifetimeSeconds", (int)EnrolmentRules.Shortest.TotalSeconds, (int)EnrolmentRules.Longest.TotalSeconds);
        var lifetime = seconds is { } asked ? TimeSpan.FromSeconds(asked) : EnrolmentRules.Usual;
        var reason = body.OptionalString("reason", EnrolmentRules.LongestReason)?.Trim();
        var (pool, who, ct) = (http.Pool(), Administrator.Of(http), http.RequestAborted);
        if (body.OptionalBoolean("secondApprover") is true)
            return ActAnswer.Of(
                await requests.AskAsync(pool, id, lifetime, reason is { Length: 0 } ? null : reason, who, ct),
                request => ApiJson.Ok(new { request = RequestJson.Of(request) }, StatusCodes.Status202Accepted));
        return ActAnswer.Of(await acts.MakeLinkAsync(pool, id, lifetime, Caller.HostOriginOf(http), who, ct), ActAnswer.Created);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IEnrolmentRequests requests) =>
        ListJson.Of((await requests.ListAsync(http.Pool().Id, ListQuery.Read(http.Request.Query), http.RequestAborted)).Select(RequestJson.Of));

    private static async Task<IResult> ApproveAsync(HttpContext http, Guid request, IEnrolmentRequests requests) =>
        ActAnswer.Of(await requests.ApproveAsync(http.Pool(), request, Caller.HostOriginOf(http), Administrator.Of(http), http.RequestAborted), ActAnswer.Created);

    private static async Task<IResult> RejectAsync(HttpContext http, Guid request, IEnrolmentRequests requests) =>
        ActAnswer.Of(await requests.RejectAsync(http.Pool(), request, Administrator.Of(http), http.RequestAborted), rejected => ApiJson.Ok(RequestJson.Of(rejected)));

    private sealed record RequestJson(Guid Id, string UserId, string RequestedBy, DateTimeOffset RequestedAt, int LifetimeSeconds, DateTimeOffset ExpiresAt, string Status)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Identifier { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Reason { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? DecidedBy { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public DateTimeOffset? DecidedAt { get; init; }

        public static RequestJson Of(EnrolmentRequestView request) =>
            new(request.Id, request.UserId, request.RequestedBy, request.RequestedAt, request.LinkLifetimeSeconds, request.ExpiresAt, request.Status)
            {
                Identifier = request.Identifier,
                Reason = request.Reason,
                DecidedBy = request.DecidedBy,
                DecidedAt = request.DecidedAt,
            };
    }
}
