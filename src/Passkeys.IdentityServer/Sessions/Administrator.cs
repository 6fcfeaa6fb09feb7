using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Audit;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>Who administers, by the access token of a call.</summary>
/// <param name="UserId">The person, or null for a client on its own.</param>
/// <param name="ClientId">The client.</param>
internal sealed record Administrator(string? UserId, string ClientId)
{
    /// <summary>What the audit says of a call.</summary>
    public static AuditFacts FactsOf(HttpContext http)
    {
        var administrator = http.Features.Get<Administrator>() ?? throw new InvalidOperationException("The call has no administrator.");
        return new AuditFacts
        {
            Actor = administrator.UserId ?? "client:" + administrator.ClientId,
            ClientId = administrator.ClientId,
            IpAddress = http.IpAddress(),
        };
    }
}
