using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Ceremonies.Registration;

/// <summary>What became of a registration.</summary>
internal abstract record RegistrationOutcome
{
    private RegistrationOutcome()
    {
    }

    /// <summary>The passkey is the person's. <paramref name="All"/> are all their passkeys, for the browser's signals.</summary>
    public sealed record Added(PoolUser User, Passkey Passkey, IReadOnlyList<Passkey> All) : RegistrationOutcome
    {
        /// <summary>A one-time code by which the back end that allowed the registration learns of it; else null.</summary>
        public string? Code { get; init; }
    }

    /// <summary>
    /// Nothing was stored, and the answer looks as if something had been: the identifier has an account, and only its owner, by mail, may know.
    /// </summary>
    public sealed record Concealed(PoolUser Pretended, Passkey Passkey, string OwnerId) : RegistrationOutcome;

    /// <summary>The pool knows the credential already.</summary>
    public sealed record Duplicate : RegistrationOutcome;

    /// <summary>Refused; the reason is for the audit alone.</summary>
    public sealed record Refused(RefusalReason Why) : RegistrationOutcome;
}
