using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Mail;

/// <summary>
/// Links to the pages of an account. What is secret stands in the fragment, which browsers send to nobody. There is no link where the
/// host was addressed by a name that is none of the pool's: who sends a forged Host header must not have others mailed a way to it.
/// </summary>
internal static class AccountLinks
{
    public static string? Activate(Pool pool, string? origin, string code, string identifier) => To(pool, origin, "activate", code, identifier);

    public static string? Recover(Pool pool, string? origin, string code, string identifier) => To(pool, origin, "recover", code, identifier);

    public static string? Enrol(Pool pool, string? origin, string code) => To(pool, origin, "enrol", code, identifier: null);

    private static string? To(Pool pool, string? origin, string page, string code, string? identifier)
    {
        if (origin is null || !OriginRule.Of(pool, origin).Allows(origin))
            return null;
        var who = identifier is null ? "" : "&identifier=" + Uri.EscapeDataString(identifier);
        return $"{origin}/account/{pool.Id}/{page}#code={code}{who}";
    }
}
