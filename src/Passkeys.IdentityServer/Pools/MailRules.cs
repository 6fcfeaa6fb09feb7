using System.Net.Mail;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Pools;

/// <summary>What a pool may say of the sender of its mail.</summary>
internal static class MailRules
{
    private const int LongestName = 100;
    private const int LongestAddress = 254;

    public static void Check(PoolMail mail)
    {
        // What looks like an address, or ends the name, would have readers take somebody else for the sender.
        if (mail.SenderName is { } name && (name.Trim().Length is 0 or > LongestName || name.Any(c => char.IsControl(c) || "<>\"@\\".Contains(c, StringComparison.Ordinal))))
            throw new InvalidMemberException("policy.mail.senderName", $"1 to {LongestName} characters are expected, without any of < > \" @ \\.");
        if (mail.ReplyTo is { } address && !IsAddress(address))
            throw new InvalidMemberException("policy.mail.replyTo", "one e-mail address is expected, without a name.");
    }

    private static bool IsAddress(string text) =>
        text.Length <= LongestAddress && !text.Any(char.IsControl) && MailAddress.TryCreate(text, out var parsed) && parsed.Address == text;
}
