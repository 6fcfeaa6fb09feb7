using System.Collections.Frozen;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Insight;

/// <summary>The kinds that each count has. They are fixed, so that nobody who calls can make rows or series of their own.</summary>
internal static class CountedDetails
{
    /// <summary>Whatever is none of the kinds.</summary>
    public const string Other = "other";

    private static readonly FrozenSet<string> Ways = SignInWay.All.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Kinds = EnrolmentKind.All.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Reasons = Enum.GetNames<RefusalReason>().ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Methods = new[] { SignInMethod.Passkey, SignInMethod.Password }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, FrozenSet<string>> Known = new Dictionary<string, FrozenSet<string>>(StringComparer.Ordinal)
    {
        [UsageName.SignInBegun] = Ways,
        [UsageName.SignIn] = Ways,
        [UsageName.SignInRefused] = Reasons,
        [UsageName.EnrolmentStarted] = Kinds,
        [UsageName.RegistrationBegun] = Kinds,
        [UsageName.RegistrationAnswered] = Kinds,
        [UsageName.RegistrationFinished] = Kinds,
        [UsageName.RegistrationRefused] = Reasons,
        [UsageName.SignUpFinished] = Methods,
        [UsageName.BrowserRegistration] = BrowserReport.Outcomes,
        [UsageName.BrowserAuthentication] = BrowserReport.Outcomes,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The kind, or <see cref="Other"/>.</summary>
    public static string Of(string name, string detail) => Known[name].Contains(detail) ? detail : Other;
}
