using System.Globalization;
using System.Net;
using System.Resources;
using System.Text;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Mail;

/// <summary>Puts letters into words: <c>Letters.resx</c> in English, and a file for each other language.</summary>
internal static class Letters
{
    private static readonly ResourceManager Words = new("Passkeys.IdentityServer.Mail.Letters", typeof(Letters).Assembly);

    /// <summary>The letter in a language, as text and as HTML.</summary>
    public static MailMessage Write(Letter letter, Pool pool, string to, CultureInfo language)
    {
        // The parts of a letter, in their order: words, the code, the link, how long they are good, what else to know.
        var words = Word(language, letter.Name + ".Text", pool.Name);
        var expiry = letter.ExpiresAt is { } end ? Word(language, "Expires", end.UtcDateTime.ToString("f", language)) : null;
        var hint = Word(language, letter.Name + ".Hint", pool.Name);
        return new MailMessage
        {
            To = to,
            SenderName = pool.Policy.Mail.SenderName,
            ReplyTo = pool.Policy.Mail.ReplyTo,
            Kind = letter.Kind,
            Code = letter.Code,
            Link = letter.Link,
            // RFC 5322 §2.2: nothing in a header breaks its line.
            Subject = string.Concat(Word(language, letter.Name + ".Subject", pool.Name).Where(c => !char.IsControl(c))),
            Text = string.Join("\n\n", new[] { words, CodeToShow(letter), letter.Link, expiry, hint }.OfType<string>()),
            Html = WriteHtml(letter, language, words, expiry, hint),
        };
    }

    // A code for a link is nothing to type in, unless there is no link.
    private static string? CodeToShow(Letter letter) => letter is { Kind: MailKind.Invitation, Link: not null } ? null : letter.Code;

    private static string WriteHtml(Letter letter, CultureInfo language, string words, string? expiry, string hint)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"{language.Name}\" dir=\"{(language.TextInfo.IsRightToLeft ? "rtl" : "ltr")}\"><head><meta charset=\"utf-8\"></head><body>");
        html.Append(CultureInfo.InvariantCulture, $"<p>{Encode(words)}</p>");
        if (CodeToShow(letter) is { } code)
            html.Append(CultureInfo.InvariantCulture, $"<p><strong dir=\"ltr\" style=\"font-size:1.5em;letter-spacing:.1em\">{Encode(code)}</strong></p>");
        if (letter.Link is { } link)
            html.Append(CultureInfo.InvariantCulture, $"<p><a href=\"{Encode(link)}\">{Encode(Word(language, letter.Name + ".Link"))}</a></p>");
        if (expiry is not null)
            html.Append(CultureInfo.InvariantCulture, $"<p>{Encode(expiry)}</p>");
        return html.Append(CultureInfo.InvariantCulture, $"<p>{Encode(hint)}</p></body></html>").ToString();
    }

    private static string Word(CultureInfo language, string key, params object[] arguments) =>
        string.Format(language, Words.GetString(key, language) ?? throw new InvalidOperationException($"The letters have no words for {key}."), arguments);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
