using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Ceremonies.Registration;

/// <summary>By what right a passkey is registered. Never by an identifier alone.</summary>
internal abstract record RegistrationAuthority
{
    private RegistrationAuthority()
    {
    }

    /// <summary>A person who signed in recently adds a passkey to their own account.</summary>
    public sealed record SignedIn(PoolUser User, string? ClientId) : RegistrationAuthority
    {
        /// <summary>The session that allows it, or null.</summary>
        public string? SessionId { get; init; }
    }

    /// <summary>Someone signs up; nothing of an account exists.</summary>
    public sealed record NewAccount(SignUpTicket Ticket) : RegistrationAuthority;

    /// <summary>A back end has allowed it: to a person of the pool, or, without one, to someone who gets an account by it.</summary>
    public sealed record ByOperation(Operation Operation, PoolUser? User) : RegistrationAuthority;

    /// <summary>Someone proved with a code that an account is theirs.</summary>
    public sealed record ProvenAccount(SignUpTicket Ticket, PoolUser User) : RegistrationAuthority;
}
