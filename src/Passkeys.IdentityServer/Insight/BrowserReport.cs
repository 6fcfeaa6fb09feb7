using System.Collections.Frozen;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Insight;

/// <summary>What a page says of a ceremony that failed in the browser: the tag of the browser SDK's <c>PasskeyError</c>. Anyone can say anything, so it is counted and never believed.</summary>
internal sealed record BrowserReport(string Name, string Outcome)
{
    /// <summary>The largest report, in bytes.</summary>
    public const int MaxBytes = 1024;

    /// <summary>The tags that a browser gives, and for those of many causes the exceptions that tell them apart.</summary>
    public static FrozenSet<string> Outcomes { get; } = new[]
    {
        "cancelled", "timeout", "unsupported", "duplicate", "invalid-rp-id", "orphaned", "network", "refused",
        "unsupported/NotSupportedError", "unsupported/ConstraintError",
        "other/AbortError", "other/DataError", "other/EncodingError", "other/InvalidStateError", "other/NotReadableError", "other/OperationError", "other/TypeError", "other/UnknownError",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Reads a report; null where it is of no ceremony that there is, which a later SDK may know.</summary>
    /// <exception cref="InvalidMemberException">A member is no text.</exception>
    public static BrowserReport? Read(JsonMember body)
    {
        var (ceremony, outcome, code) = (body.OptionalString("ceremony"), body.OptionalString("outcome") ?? CountedDetails.Other, body.OptionalString("code"));
        return NameOf(ceremony) is { } name ? new BrowserReport(name, Outcomes.Contains($"{outcome}/{code}") ? $"{outcome}/{code}" : outcome) : null;
    }

    private static string? NameOf(string? ceremony) => ceremony switch
    {
        CeremonyPurpose.Registration => UsageName.BrowserRegistration,
        CeremonyPurpose.Authentication => UsageName.BrowserAuthentication,
        _ => null,
    };
}
