using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Audit;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>Who administers, once <c>/admin/api</c> has let them in.</summary>
/// <param name="Actor">For the audit: <c>client:id</c>, or the administrator's user id.</param>
/// <param name="ClientId">The client.</param>
internal sealed record CurrentAdministrator(string Actor, string ClientId)
{
    /// <summary>The administrator of a call.</summary>
    public static CurrentAdministrator Of(HttpContext http) =>
        http.Features.Get<CurrentAdministrator>() ?? throw new InvalidOperationException("The call has no administrator.");

    /// <summary>What the audit says of who did it.</summary>
    public static AuditFacts FactsOf(HttpContext http)
    {
        var administrator = Of(http);
        return new AuditFacts { Actor = administrator.Actor, ClientId = administrator.ClientId, IpAddress = http.Connection.RemoteIpAddress?.ToString() };
    }
}
