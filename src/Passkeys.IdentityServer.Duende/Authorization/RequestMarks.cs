using System.Collections.Specialized;
using Passkeys.IdentityServer.Ceremonies;

namespace Passkeys.IdentityServer.Duende.Authorization;

/// <summary>
/// Times that travel with a request from page to page, sealed: Duende's return address holds the request's parameters, and anybody could
/// write them. With a pushed request they do not travel.
/// </summary>
internal sealed class RequestMarks(SealedEnvelope envelope, TimeProvider time)
{
    /// <summary>The parameter with the time at which the person made way for another.</summary>
    public const string PersonChanged = "passkeys_person_changed";

    private const string Begun = "passkeys_begun";
    private const string Purpose = "duende.request";

    /// <summary>Notes, once, when the request first led to a page.</summary>
    public void Begin(NameValueCollection parameters, string clientId)
    {
        if (BegunAt(parameters, clientId) is null)
            parameters[Begun] = Seal(Begun, clientId);
    }

    /// <summary>When the request first led to a page, or null.</summary>
    public DateTimeOffset? BegunAt(NameValueCollection parameters, string clientId) => Read(Begun, parameters[Begun], clientId);

    /// <summary>When the person at hand made way for another, or null.</summary>
    public DateTimeOffset? PersonChangedAt(string? mark, string clientId) => Read(PersonChanged, mark, clientId);

    /// <summary>A mark with the time, good for this client's requests.</summary>
    public string Seal(string name, string clientId) => envelope.Seal(Purpose, new Mark(name, clientId, time.GetUtcNow().UtcTicks));

    private DateTimeOffset? Read(string name, string? seal, string clientId) =>
        seal is not null && envelope.Open<Mark>(Purpose, seal) is { } mark && mark.Name == name && mark.ClientId == clientId
            ? new DateTimeOffset(mark.Ticks, TimeSpan.Zero)
            : null;

    private sealed record Mark(string Name, string ClientId, long Ticks);
}
