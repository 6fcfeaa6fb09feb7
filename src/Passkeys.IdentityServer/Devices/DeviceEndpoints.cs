using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Devices;

/// <summary><c>devices</c>: a way to a passkey on another device. It goes on at <c>invitations/accept</c>.</summary>
internal static class DeviceEndpoints
{
    public static void Map(RouteGroupBuilder pool) => pool.MapPost("/devices", InviteAsync);

    // Who holds the code can add a passkey: it takes an assertion of just now to make one.
    private static async Task<IResult> InviteAsync(HttpContext http, CurrentPerson current, InviteDevice invitation)
    {
        var pool = http.Pool();
        var (person, problem) = await current.FindAsync(http, pool, recently: true);
        if (person is null)
            return problem!;
        if (person.SessionId is not { } sessionId)
            return BearerChallenge.InvalidToken(http, "A token that stands on a session is expected here.");
        var code = await invitation.ExecuteAsync(person, sessionId, http.IpAddress(), http.RequestAborted);
        var link = AccountLinks.Enrol(pool, Caller.HostOriginOf(http), code.Text);
        return ApiJson.Ok(new { code = code.Text, link, expiresAt = code.Row.ExpiresAt, qr = QrCode.Draw(link) }, StatusCodes.Status201Created);
    }
}
