using Microsoft.AspNetCore.Http;
using Passkeys.Client.Bearer;

namespace Passkeys.Client.Policies;

/// <summary>What a request lacked, for its answer to say.</summary>
internal sealed record Unmet(PasskeyRequirement Requirement, UnauthorizedReason Reason)
{
    public static Unmet? In(HttpContext http) => http.Features.Get<Unmet>();
}
