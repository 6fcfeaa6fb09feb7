using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Operations;

/// <summary>The right to register a passkey that a back end gives; other rights are the former's.</summary>
internal sealed class OperationAuthorities(
    IRegistrationAuthorities former, IOperationTokens operations, PoolUsers users, CompleteRegistration registration, RegisterByOperation register) : IRegistrationAuthorities
{
    public async Task<(RegistrationAuthority? Authority, IResult? Problem)> FindAsync(HttpContext http, Pool pool, string? signup)
    {
        if (BearerChallenge.TokenOf(http.Request) is not { } bearer || !operations.Recognizes(bearer))
            return await former.FindAsync(http, pool, signup);
        return await ReadAsync(pool, bearer, http.RequestAborted) is { } authority
            ? (authority, null)
            : (null, BearerChallenge.InvalidToken(http, "The operation token is not valid here."));
    }

    public Task<RegistrationOutcome> CompleteAsync(RegistrationAttempt attempt, RegistrationAuthority authority, CancellationToken ct) =>
        authority is RegistrationAuthority.ByOperation by
            ? registration.ExecuteAsync(attempt, passkey => register.SaveAsync(attempt, by, passkey, ct), ct)
            : former.CompleteAsync(attempt, authority, ct);

    private async Task<RegistrationAuthority.ByOperation?> ReadAsync(Pool pool, string bearer, CancellationToken ct)
    {
        if (await operations.ReadAsync(pool, bearer, OperationType.Register, ct) is not { } operation)
            return null;
        if (operation.UserId is not { } userId)
            return new RegistrationAuthority.ByOperation(operation, User: null);
        return await users.FindAsync(pool.Id, userId, ct) is { Status: not UserStatus.Suspended } user ? new RegistrationAuthority.ByOperation(operation, user) : null;
    }
}
