using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>What the audit says of a mailed code that was refused: the same whether or not anyone has the identifier.</summary>
internal static class RefusedCode
{
    public static void AddRefusedCode(this AuditTrail audit, PoolId pool, string @event, string? userId, Caller caller) => audit.Add(pool, @event, new AuditFacts
    {
        Outcome = AuditTrail.Refused,
        Reason = nameof(RefusalReason.CodeUnusable),
        UserId = userId,
        Actor = AuditTrail.Anonymous,
        IpAddress = caller.IpAddress,
    });
}
