using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi;

/// <summary>How people sign in to a pool, as its pages have to know.</summary>
internal static class Methods
{
    // NIST SP 800-63B-4 §3.1.1.2: longer where nothing else is asked for.
    private const int ShortestAlone = 15;
    private const int ShortestWithPasskey = 8;

    /// <summary>Whether the pool has passwords.</summary>
    public static bool HavePassword(Pool pool) => pool.Policy.Methods.Contains("password");

    /// <summary>Whether a password is followed by a passkey.</summary>
    public static bool PasskeyFollows(Pool pool) => pool.Policy.SecondFactor == "passkey";

    /// <summary>Whether an account can be made with a password.</summary>
    public static bool SignUpByPassword(Pool pool) => HavePassword(pool) && !PasskeyFollows(pool);

    /// <summary>The fewest characters of a password.</summary>
    public static int ShortestPassword(Pool pool) => PasskeyFollows(pool) ? ShortestWithPasskey : ShortestAlone;
}
