namespace Passkeys.IdentityServer.Ceremonies.Authentication;

/// <summary>The ways to sign in, as they are counted.</summary>
public static class SignInWay
{
    /// <summary>A passkey of the person whose name was entered, or who was known.</summary>
    public const string PasskeyNamed = "passkey-named";

    /// <summary>A passkey that the person picked, without a name.</summary>
    public const string PasskeyDiscoverable = "passkey-discoverable";

    /// <summary>A passkey from the autofill of a field.</summary>
    public const string PasskeyAutofill = "passkey-autofill";

    /// <summary>A password, and a passkey after it.</summary>
    public const string PasswordThenPasskey = "password-passkey";

    /// <summary>A password alone.</summary>
    public const string Password = "password";

    /// <summary>By means of the host's own.</summary>
    public const string Host = "host";

    /// <summary>All of them, those with a passkey first.</summary>
    public static IReadOnlyList<string> All { get; } = [PasskeyNamed, PasskeyDiscoverable, PasskeyAutofill, PasswordThenPasskey, Password, Host];

    /// <summary>Whether there is a passkey in it.</summary>
    /// <param name="way">One of them.</param>
    public static bool HasPasskey(string way) => way is PasskeyNamed or PasskeyDiscoverable or PasskeyAutofill or PasswordThenPasskey;

    internal static string Of(Ceremony ceremony) => ceremony switch
    {
        { FirstFactor: not null } => PasswordThenPasskey,
        { UserId: not null } => PasskeyNamed,
        { Autofill: true } => PasskeyAutofill,
        _ => PasskeyDiscoverable,
    };
}
