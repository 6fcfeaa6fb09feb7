using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary><c>passkeys</c>, <c>sessions</c>, <c>invitations</c> and <c>re-enrolment</c> of a person.</summary>
internal static class UserCredentialEndpoints
{
    public static void Map(RouteGroupBuilder pool)
    {
        pool.MapGet("/users/{id}/passkeys", PasskeysAsync);
        pool.MapDelete("/users/{id}/passkeys", RemovePasskeysAsync);
        pool.MapDelete("/users/{id}/passkeys/{passkeyId}", RemovePasskeyAsync);
        pool.MapGet("/users/{id}/sessions", SessionsAsync);
        pool.MapDelete("/users/{id}/sessions", EndSessionsAsync);
        pool.MapDelete("/users/{id}/sessions/{sessionId}", EndSessionAsync);
        pool.MapPost("/users/{id}/invitations", InviteAsync);
        pool.MapPost("/users/{id}/re-enrolment", ReEnrolAsync);
    }

    private static async Task<IResult> PasskeysAsync(HttpContext http, string id, IAdministeredUsers users) =>
        await users.FindAsync(http.Pool().Id, id, http.RequestAborted) is null
            ? Problem.NotFound()
            : ApiJson.Ok(new { items = await users.PasskeysAsync(http.Pool().Id, id, http.RequestAborted) });

    private static async Task<IResult> RemovePasskeysAsync(HttpContext http, string id, ICredentialActs acts) =>
        ActAnswer.Of(await acts.RemovePasskeysAsync(http.Pool(), id, Administrator.Of(http), http.RequestAborted), _ => Results.NoContent());

    // The last one too: whoever administers decides it, and can invite the person again. It is people themselves who are warned.
    private static async Task<IResult> RemovePasskeyAsync(HttpContext http, string id, string passkeyId, ICredentialActs acts) => ActAnswer.Of(
        await acts.RemovePasskeyAsync(http.Pool(), id, passkeyId, lastConfirmed: true, Administrator.Of(http), http.RequestAborted), _ => Results.NoContent());

    private static async Task<IResult> SessionsAsync(HttpContext http, string id, IAdministeredUsers users) =>
        await users.FindAsync(http.Pool().Id, id, http.RequestAborted) is null
            ? Problem.NotFound()
            : ApiJson.Ok(new { items = (await users.SessionsAsync(http.Pool().Id, id, http.RequestAborted)).Select(SessionJson.Of) });

    private static async Task<IResult> EndSessionsAsync(HttpContext http, string id, ICredentialActs acts) =>
        ActAnswer.Of(await acts.EndSessionsAsync(http.Pool(), id, Administrator.Of(http), http.RequestAborted), _ => Results.NoContent());

    private static async Task<IResult> EndSessionAsync(HttpContext http, string id, string sessionId, ICredentialActs acts) =>
        ActAnswer.Of(await acts.EndSessionAsync(http.Pool(), id, sessionId, Administrator.Of(http), http.RequestAborted), _ => Results.NoContent());

    private static async Task<IResult> InviteAsync(HttpContext http, string id, ICredentialActs acts) =>
        ActAnswer.Of(await acts.InviteAsync(http.Pool(), id, Caller.HostOriginOf(http), Administrator.Of(http), http.RequestAborted), ActAnswer.Created);

    private static async Task<IResult> ReEnrolAsync(HttpContext http, string id, ICredentialActs acts) =>
        ActAnswer.Of(await acts.ReEnrolAsync(http.Pool(), id, Caller.HostOriginOf(http), Administrator.Of(http), http.RequestAborted), ActAnswer.Created);

    private sealed record SessionJson(string Id, DateTimeOffset AuthenticatedAt, DateTimeOffset ExpiresAt, IReadOnlyList<string> Amr, string Acr)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Client { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? PasskeyId { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? PasskeyName { get; init; }

        public static SessionJson Of(AdministeredSession session) => new(session.Id, session.AuthenticatedAt, session.ExpiresAt, session.Amr, session.Acr)
        {
            Client = session.ClientId,
            PasskeyId = session.PasskeyId,
            PasskeyName = session.PasskeyName,
        };
    }
}
