using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Administration.Trail;

/// <summary>Which audit entries are wanted: those that everything fits that is said.</summary>
public sealed partial record AuditFilter
{
    private const int MaxEvents = 50;
    private const int MaxTextLength = 256;

    /// <summary>Any of these events. Empty: every event.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary><c>success</c> or <c>refused</c>, or null for either.</summary>
    public string? Outcome { get; init; }

    /// <summary>The person concerned, by id.</summary>
    public string? UserId { get; init; }

    /// <summary>Who did it, as the entry says it.</summary>
    public string? Actor { get; init; }

    /// <summary>The client.</summary>
    public string? ClientId { get; init; }

    /// <summary>The passkey, by id.</summary>
    public string? PasskeyId { get; init; }

    /// <summary>The reason, as the entry says it.</summary>
    public string? Reason { get; init; }

    /// <summary>Not before this (UTC).</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this (UTC).</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Reads <c>event</c> (as often as there are events), <c>outcome</c>, <c>userId</c>, <c>actor</c>, <c>clientId</c>, <c>passkeyId</c> (or, shorter, <c>user</c>, <c>client</c>, <c>passkey</c>), <c>reason</c>, <c>from</c> and <c>to</c> of an address.</summary>
    /// <exception cref="InvalidMemberException">One of them is not what it should be.</exception>
    public static AuditFilter Read(IQueryCollection query) => new()
    {
        Events = ReadEvents(query),
        Outcome = Text(query, "outcome") switch
        {
            null => null,
            AuditTrail.Success => AuditTrail.Success,
            AuditTrail.Refused => AuditTrail.Refused,
            _ => throw new InvalidMemberException("outcome", $"{AuditTrail.Success} or {AuditTrail.Refused} is expected."),
        },
        UserId = Text(query, "userId") ?? Text(query, "user"),
        Actor = Text(query, "actor"),
        ClientId = Text(query, "clientId") ?? Text(query, "client"),
        PasskeyId = Text(query, "passkeyId") ?? Text(query, "passkey"),
        Reason = Text(query, "reason"),
        From = Time(query, "from"),
        To = Time(query, "to"),
    };

    private static List<string> ReadEvents(IQueryCollection query)
    {
        _ = Text(query, "event");
        var events = query["event"].SelectMany(value => value!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal).ToList();
        return events.Count <= MaxEvents ? events : throw new InvalidMemberException("event", $"at most {MaxEvents} are expected.");
    }

    private static string? Text(IQueryCollection query, string name)
    {
        var text = query[name].ToString();
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new InvalidMemberException(name, "well-formed Unicode text is expected.");
        if (text.Length > MaxTextLength * (name == "event" ? MaxEvents : 1))
            throw new InvalidMemberException(name, $"at most {MaxTextLength} characters are expected.");
        return text.Trim() is { Length: > 0 } trimmed ? trimmed : null;
    }

    // A plus sign that was not encoded arrives as a space.
    private static DateTimeOffset? Time(IQueryCollection query, string name) => Text(query, name)?.Replace(' ', '+') switch
    {
        null => null,
        { } text when Rfc3339().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time.ToUniversalTime(),
        _ => throw new InvalidMemberException(name, "a time as of RFC 3339 is expected, such as 2026-01-31T12:00:00Z."),
    };

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rfc3339();
}
