using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>Somebody at the end of a sign-up, with the first way to sign in: a passkey, or the password that <paramref name="User"/> holds hashed.</summary>
internal sealed record Newcomer(Pool Pool, SignUpTicket Ticket, PoolUser User, Passkey? Passkey, Caller Caller);

/// <summary>What became of a new account.</summary>
internal abstract record NewAccountOutcome
{
    private NewAccountOutcome()
    {
    }

    /// <summary>It is there; <paramref name="Code"/> activates it, where the pool asks for that.</summary>
    public sealed record Saved(NewCodeMail? Code) : NewAccountOutcome;

    /// <summary>The identifier has an account. Nothing was stored that anyone could use, and whoever signs up is not told.</summary>
    public sealed record Concealed(string OwnerId) : NewAccountOutcome;

    /// <summary>The pool knows the credential already.</summary>
    public sealed record Duplicate : NewAccountOutcome;

    /// <summary>The sign-up was used before.</summary>
    public sealed record SignUpUsed : NewAccountOutcome;
}

/// <summary>A code that is to be mailed.</summary>
internal sealed record NewCodeMail(string Text, DateTimeOffset ExpiresAt);
