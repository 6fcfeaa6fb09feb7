using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Mail;

/// <summary>Links to the pages of an account. What is secret stands in the fragment, which browsers send to nobody.</summary>
internal static class AccountLinks
{
    /// <summary>For a mail: activates an account.</summary>
    public static string? Activate(Pool pool, string? origin, string code, string identifier) => ToMail(pool, origin, "activate", $"code={code}&identifier={Uri.EscapeDataString(identifier)}");

    /// <summary>For a mail: recovers an account.</summary>
    public static string? Recover(Pool pool, string? origin, string code, string identifier) => ToMail(pool, origin, "recover", $"code={code}&identifier={Uri.EscapeDataString(identifier)}");

    /// <summary>For a mail: enrols a passkey.</summary>
    public static string? EnrolByMail(Pool pool, string? origin, string code) => ToMail(pool, origin, "enrol", $"code={code}");

    /// <summary>For whoever asks, at the address that they used: enrols a passkey.</summary>
    public static string Enrol(Pool pool, string origin, string code) => $"{origin}/account/{pool.Id}/enrol#code={code}";

    // None where the host was addressed by a name that is none of the pool's: who sends a forged Host header must not have others mailed a way to it.
    private static string? ToMail(Pool pool, string? origin, string page, string fragment) =>
        origin is not null && OriginRule.Of(pool, origin).Allows(origin) ? $"{origin}/account/{pool.Id}/{page}#{fragment}" : null;
}
