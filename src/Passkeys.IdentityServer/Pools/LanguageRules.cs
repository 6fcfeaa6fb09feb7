using System.Text.RegularExpressions;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Pools;

/// <summary>The form of a pool's languages. Which of them there are texts in is another matter.</summary>
internal static partial class LanguageRules
{
    private const int Most = 50;

    public static void Check(IReadOnlyList<string> languages)
    {
        if (languages.Count > Most || !languages.All(tag => Tag().IsMatch(tag)) || languages.Distinct(StringComparer.OrdinalIgnoreCase).Count() < languages.Count)
            throw new InvalidMemberException("policy.languages", $"at most {Most} language tags (BCP 47) are expected, such as en or pt-BR, none of them twice.");
    }

    // RFC 5646 §2.1, without what no list of languages needs; §4.4.1: 35 characters are enough.
    [GeneratedRegex(@"\A(?=.{2,35}\z)[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}
