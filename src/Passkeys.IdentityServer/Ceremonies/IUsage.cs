using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Ceremonies;

/// <summary>Counts what happens in pools. It waits for nothing and asks nothing of the database: it runs in every call. Insight implements it.</summary>
internal interface IUsage
{
    /// <summary>Counts one.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="name">What happened, one of <see cref="UsageName"/>.</param>
    /// <param name="detail">Which kind of it. What is not of the kinds that the name has counts as <c>other</c>.</param>
    void Count(PoolId pool, string name, string detail);
}

/// <summary>What is counted.</summary>
internal static class UsageName
{
    /// <summary>Sign-in options handed out, by <see cref="Authentication.SignInWay"/>.</summary>
    public const string SignInBegun = "sign-in-begun";

    /// <summary>Sign-ins, by <see cref="Authentication.SignInWay"/>.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Sign-ins refused, by <see cref="RefusalReason"/>.</summary>
    public const string SignInRefused = "sign-in-refused";

    /// <summary>People on the way to a passkey, before there is a ceremony, by <see cref="Registration.EnrolmentKind"/>.</summary>
    public const string EnrolmentStarted = "enrolment-started";

    /// <summary>Registration options handed out, by <see cref="Registration.EnrolmentKind"/>.</summary>
    public const string RegistrationBegun = "registration-begun";

    /// <summary>Registrations that came back from the browser, whatever became of them, by <see cref="Registration.EnrolmentKind"/>.</summary>
    public const string RegistrationAnswered = "registration-answered";

    /// <summary>Passkeys registered, by <see cref="Registration.EnrolmentKind"/>.</summary>
    public const string RegistrationFinished = "registration-finished";

    /// <summary>Registrations refused, of passkeys and of accounts with a password, by <see cref="RefusalReason"/>.</summary>
    public const string RegistrationRefused = "registration-refused";

    /// <summary>Accounts made by a sign-up, by what they sign in with: <c>passkey</c> or <c>password</c>.</summary>
    public const string SignUpFinished = "sign-up-finished";

    /// <summary>Registrations that failed in the browser, by what the page reported.</summary>
    public const string BrowserRegistration = "browser-registration";

    /// <summary>Sign-ins that failed in the browser, by what the page reported.</summary>
    public const string BrowserAuthentication = "browser-authentication";
}
