using System.Security.Claims;
using Duende.IdentityServer.Services;
using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Duende.Tokens;

/// <summary>Puts <c>pool</c> beside what Duende takes from the authentication: <c>auth_time</c>, <c>amr</c>, <c>acr</c>.</summary>
internal sealed class PasskeyClaims(IProfileService profile, ILogger<DefaultClaimsService> logger) : DefaultClaimsService(profile, logger)
{
    protected override IEnumerable<Claim> GetOptionalClaims(ClaimsPrincipal subject)
    {
        var pool = subject.FindFirst(PasskeysAuthentication.PoolClaim);
        return pool is null ? base.GetOptionalClaims(subject) : base.GetOptionalClaims(subject).Append(pool);
    }
}
