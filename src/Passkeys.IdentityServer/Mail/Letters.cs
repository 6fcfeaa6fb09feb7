using System.Net;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Mail;

/// <summary>What the mails say.</summary>
internal static class Letters
{
    public static MailMessage Activation(Pool pool, string to, string code) => new()
    {
        To = to,
        Kind = MailKind.Activation,
        Code = code,
        Subject = $"Your code for {pool.Name}",
        Text = $"Your code to activate your account at {pool.Name}: {code}\n\nIf you did not sign up, ignore this mail: without the code nobody can use the account.",
        Html = Page($"<p>Your code to activate your account at {Encode(pool.Name)}:</p><p><strong>{code}</strong></p><p>If you did not sign up, ignore this mail: without the code nobody can use the account.</p>"),
    };

    public static MailMessage AlreadyHasAccount(Pool pool, string to) => new()
    {
        To = to,
        Kind = MailKind.Notice,
        Subject = $"You have an account at {pool.Name}",
        Text = $"Someone tried to sign up at {pool.Name} with this address. You have an account already, and nothing about it has changed.\n\nIf it was you, sign in instead.",
        Html = Page($"<p>Someone tried to sign up at {Encode(pool.Name)} with this address. You have an account already, and nothing about it has changed.</p><p>If it was you, sign in instead.</p>"),
    };

    private static string Page(string body) => $"<!doctype html><html lang=\"en\"><body>{body}</body></html>";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
