using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>The rights to register a passkey: a recent sign-in, or a sign-up. An access token, when there is one, is what counts.</summary>
internal sealed class RegistrationAuthorities(
    CurrentPerson current, SignUpTickets tickets, CompleteRegistration registration, AddPasskey addPasskey, CompleteSignUp completeSignUp) : IRegistrationAuthorities
{
    public async Task<(RegistrationAuthority? Authority, IResult? Problem)> FindAsync(HttpContext http, Pool pool, string? signup)
    {
        if (signup is not null && http.Request.Headers.Authorization.Count == 0)
            return await BySignUpAsync(http, pool, signup);
        var (person, problem) = await current.FindAsync(http, pool, recently: true);
        return person is null ? (null, problem) : (new RegistrationAuthority.SignedIn(person.User, person.ClientId) { SessionId = person.SessionId }, null);
    }

    public Task<RegistrationOutcome> CompleteAsync(RegistrationAttempt attempt, RegistrationAuthority authority, CancellationToken ct) => authority switch
    {
        RegistrationAuthority.SignedIn signedIn => registration.ExecuteAsync(
            attempt, passkey => addPasskey.SaveAsync(attempt, signedIn, passkey, ct), ct),
        RegistrationAuthority.NewAccount newAccount => completeSignUp.ExecuteAsync(attempt, newAccount, ct),
        RegistrationAuthority.ProvenAccount proven => completeSignUp.ExecuteAsync(attempt, proven, ct),
        _ => throw new InvalidOperationException($"No registration by {authority.GetType().Name}."),
    };

    private async Task<(RegistrationAuthority?, IResult?)> BySignUpAsync(HttpContext http, Pool pool, string signup)
    {
        var authority = await tickets.ReadAsync(pool.Id, signup, http.RequestAborted);
        return authority switch
        {
            null => (null, SignUpEndpoints.Invalid()),
            RegistrationAuthority.NewAccount when !pool.Policy.Registration.SelfService => (null, SignUpEndpoints.Disabled()),
            _ => (authority, null),
        };
    }
}
