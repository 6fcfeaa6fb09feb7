using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>
/// What an administrator's pool must hold to: <see cref="PoolRules"/>, and what a host may know better that sets up pools by code. Members are named as in the JSON.
/// </summary>
internal sealed class PoolDraftRules(PoolRules rules)
{
    private const int LongestName = 200;
    private const string PolicyPrefix = "policy.";

    /// <summary>What is wrong with a draft, or null.</summary>
    public PoolOutcome.Invalid? Find(PoolDraft draft)
    {
        try
        {
            Check(draft);
            return null;
        }
        catch (InvalidMemberException invalid)
        {
            var message = invalid.Message[(invalid.Member.Length + ": ".Length)..];
            return new PoolOutcome.Invalid(WithoutPrefix(invalid.Member), message.Replace(PolicyPrefix, "", StringComparison.Ordinal));
        }
    }

    private void Check(PoolDraft draft)
    {
        if (!PoolId.TryParse(draft.Id.Value, out _))
            throw new InvalidMemberException("id", $"2 to {PoolId.MaxLength} of a-z, 0-9 and - are expected.");
        if (!IsName(draft.Name))
            throw new InvalidMemberException("name", $"1 to {LongestName} characters are expected.");
        if (!RelyingPartyRules.IsDomain(draft.RpId))
            throw new InvalidMemberException("rpId", "a domain in lower case is expected, such as example.com, or localhost.");
        if (draft.Policy.RpName is { } rpName && !IsName(rpName))
            throw new InvalidMemberException("rpName", $"1 to {LongestName} characters are expected.");
        rules.Check(new Pool { Id = draft.Id, Name = draft.Name, Enabled = draft.Enabled, RpId = draft.RpId, Policy = draft.Policy });
        if (draft.Policy.Origins.FirstOrDefault(origin => !OriginRule.Fits(draft.RpId, origin)) is { } foreign)
        {
            throw new InvalidMemberException(
                "origins", $"origins whose host is {draft.RpId} or below it are expected. {foreign} is of another site: its pages can use the passkeys only as one of relatedOrigins (WebAuthn L3 §5.11).");
        }
    }

    private static bool IsName(string text) => text.Trim().Length is > 0 and <= LongestName && !text.Any(char.IsControl);

    private static string WithoutPrefix(string member) => member.StartsWith(PolicyPrefix, StringComparison.Ordinal) ? member[PolicyPrefix.Length..] : member;
}
