namespace Passkeys.IdentityServer.Ceremonies.Authentication;

/// <summary>How a password came out that a passkey follows. Words of one length, so that the sealed ceremony does not tell.</summary>
internal static class FirstFactor
{
    /// <summary>It is the password of the person whose passkey has to follow.</summary>
    public const string Right = "right";

    /// <summary>It is not, or there is no such person.</summary>
    public const string Wrong = "wrong";
}
