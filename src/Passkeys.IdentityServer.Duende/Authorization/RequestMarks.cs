using System.Collections.Specialized;
using System.Security.Cryptography;
using System.Text.Json;
using Passkeys.IdentityServer.Ceremonies;

namespace Passkeys.IdentityServer.Duende.Authorization;

/// <summary>
/// Times that travel with a request from page to page, sealed: Duende's return address holds the request's parameters, and anybody could
/// write them. A mark is good for the request that it was made for, so that nobody brings an old one to answer a new request with an authentication from
/// before it. With a pushed request they do not travel.
/// </summary>
internal sealed class RequestMarks(SealedEnvelope envelope, TimeProvider time)
{
    /// <summary>The parameter with the time at which the person made way for another.</summary>
    public const string PersonChanged = "passkeys_person_changed";

    private const string Begun = "passkeys_begun";
    private const string Purpose = "duende.request";

    // What an application makes anew for each request, and where the answer goes (OpenID Connect Core 1.0 §3.1.2.1, RFC 7636 §4.3).
    private static readonly string[] Distinguishing = ["client_id", "redirect_uri", "state", "nonce", "code_challenge"];

    /// <summary>Notes, once, when the request first led to a page, and whom that page asks for.</summary>
    public void Begin(NameValueCollection parameters, string? subject)
    {
        if (FindBegin(parameters) is null)
            parameters[Begun] = Seal(Begun, parameters, subject);
    }

    /// <summary>When the request first led to a page, or null.</summary>
    public RequestMark? FindBegin(NameValueCollection parameters) => Read(Begun, parameters[Begun], parameters);

    /// <summary>When the person at hand made way for another, or null.</summary>
    public DateTimeOffset? PersonChangedAt(string? mark, NameValueCollection parameters) => Read(PersonChanged, mark, parameters)?.At;

    /// <summary>A mark that the person at hand makes way for another, good for this request.</summary>
    public string SealPersonChanged(NameValueCollection parameters) => Seal(PersonChanged, parameters, subject: null);

    private string Seal(string name, NameValueCollection parameters, string? subject) =>
        envelope.Seal(Purpose, new RequestMark(name, RequestOf(parameters), time.GetUtcNow().UtcTicks, subject));

    private RequestMark? Read(string name, string? seal, NameValueCollection parameters) =>
        seal is not null && envelope.Open<RequestMark>(Purpose, seal) is { } mark && mark.Name == name && mark.Request == RequestOf(parameters) ? mark : null;

    private static string RequestOf(NameValueCollection parameters) =>
        Convert.ToBase64String(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Distinguishing.Select(name => parameters[name]))));
}

/// <summary>Something that happened to a request on its way.</summary>
/// <param name="Name">What.</param>
/// <param name="Request">The request to which: a hash of what tells it from others.</param>
/// <param name="Ticks">When (UTC).</param>
/// <param name="Subject">The person who was asked for, or null.</param>
internal sealed record RequestMark(string Name, string Request, long Ticks, string? Subject)
{
    public DateTimeOffset At => new(Ticks, TimeSpan.Zero);
}
