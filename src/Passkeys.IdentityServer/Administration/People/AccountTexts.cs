using System.Text;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>What may be the identifier and the display name of an account, wherever they come from.</summary>
internal static class AccountTexts
{
    public const int LongestDisplayName = 200;

    public static ActRefusal? Refuse(string? identifier, string? displayName) =>
        identifier is not null && !IsIdentifier(identifier.Trim()) ? ActRefusal.InvalidIdentifier
        : displayName is not null && !IsDisplayName(displayName) ? ActRefusal.InvalidDisplayName
        : null;

    // The column holds the normalised form, which may be longer than what was typed.
    private static bool IsIdentifier(string text) =>
        text.Length is > 0 and <= PoolUsers.MaxIdentifierLength && !text.Any(char.IsControl) && Compose(text) is { Length: <= PoolUsers.MaxIdentifierLength };

    private static bool IsDisplayName(string text) => text.Length <= LongestDisplayName && !text.Contains('\0', StringComparison.Ordinal) && Compose(text) is not null;

    // Null for what cannot be normalised, and so not be compared.
    private static string? Compose(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
