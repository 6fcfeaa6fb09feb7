using System.Text.RegularExpressions;

namespace Passkeys.IdentityServer.Pools;

/// <summary>What a pool's pages can show. Whoever saves a pool refuses the rest; pages pass over it.</summary>
public static partial class BrandingRules
{
    /// <summary>The longest address of a logo, in characters. One inside a <c>data:</c> address travels with every page.</summary>
    public const int MaxLogoLength = 16 * 1024;

    /// <summary>
    /// Whether an address is one of a logo: a PNG, WebP or SVG image inside a <c>data:</c> address (RFC 2397), or a path of this host. Never another site: it would learn of every visit.
    /// </summary>
    public static bool IsLogo(string? address) => address is { Length: > 0 and <= MaxLogoLength } && Logo().IsMatch(address);

    /// <summary>Whether a text is a colour as <see cref="Branding.Accent"/> has it, <c>#rrggbb</c>.</summary>
    public static bool IsAccent(string? colour) => colour is ['#', .. { Length: 6 } digits] && digits.All(char.IsAsciiHexDigit);

    // RFC 3986 §2: nothing but what an address may hold. Two slashes at the start would be another host.
    [GeneratedRegex(@"\A(data:image/(png|webp|svg\+xml)[;,]|/(?!/))[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Logo();
}
