using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Ceremonies.Registration;

/// <summary>Finds by what right a caller registers a passkey, and stores the passkey as that right demands.</summary>
internal interface IRegistrationAuthorities
{
    /// <summary>The right, or the answer why there is none.</summary>
    Task<(RegistrationAuthority? Authority, IResult? Problem)> FindAsync(HttpContext http, Pool pool, string? signup);

    /// <summary>Completes the registration by that right.</summary>
    Task<RegistrationOutcome> CompleteAsync(RegistrationAttempt attempt, RegistrationAuthority authority, CancellationToken ct);
}
