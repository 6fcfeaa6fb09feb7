namespace Passkeys.IdentityServer.RateLimits;

/// <summary>What is limited. Its numbers are in <see cref="RateLimitOptions"/>.</summary>
internal enum RateLimit
{
    /// <summary>Anonymous calls from one address, whichever the pool.</summary>
    CallsOfAddress,

    /// <summary>Sign-ins by one identifier of a pool, begun from one address.</summary>
    SignInsOfIdentifier,

    /// <summary>Calls of one pool that anyone may make and that cost it something: an account, a mail, a password's hash.</summary>
    CostsOfPool,

    /// <summary>Codes tried for one identifier of a pool.</summary>
    CodesOfIdentifier,

    /// <summary>Passwords tried for one identifier of a pool.</summary>
    PasswordsOfIdentifier,

    /// <summary>Mails to one identifier of a pool.</summary>
    MailsToIdentifier,
}
