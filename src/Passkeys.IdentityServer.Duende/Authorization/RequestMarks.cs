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

    /// <summary>Notes, once, when the request first led to a page, and whom that page asks for.</summary>
    public void Begin(NameValueCollection parameters, string clientId, string? subject)
    {
        if (FindBegin(parameters, clientId) is null)
            parameters[Begun] = Seal(new RequestMark(Begun, clientId, time.GetUtcNow().UtcTicks, subject));
    }

    /// <summary>When the request first led to a page, or null.</summary>
    public RequestMark? FindBegin(NameValueCollection parameters, string clientId) => Read(Begun, parameters[Begun], clientId);

    /// <summary>When the person at hand made way for another, or null.</summary>
    public DateTimeOffset? PersonChangedAt(string? mark, string clientId) => Read(PersonChanged, mark, clientId)?.At;

    /// <summary>A mark that the person at hand makes way for another, good for this client's requests.</summary>
    public string SealPersonChanged(string clientId) => Seal(new RequestMark(PersonChanged, clientId, time.GetUtcNow().UtcTicks, null));

    private string Seal(RequestMark mark) => envelope.Seal(Purpose, mark);

    private RequestMark? Read(string name, string? seal, string clientId) =>
        seal is not null && envelope.Open<RequestMark>(Purpose, seal) is { } mark && mark.Name == name && mark.ClientId == clientId ? mark : null;
}

/// <summary>Something that happened to a request on its way.</summary>
/// <param name="Name">What.</param>
/// <param name="ClientId">The client whose request it is.</param>
/// <param name="Ticks">When (UTC).</param>
/// <param name="Subject">The person who was asked for, or null.</param>
internal sealed record RequestMark(string Name, string ClientId, long Ticks, string? Subject)
{
    public DateTimeOffset At => new(Ticks, TimeSpan.Zero);
}
