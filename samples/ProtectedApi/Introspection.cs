using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace ProtectedApi;

/// <summary>Where access tokens are introspected, and as whom. Section <c>Introspection</c>; the defaults are the fixtures of a host in Development.</summary>
internal sealed class IntrospectionOptions
{
    public Uri Endpoint { get; set; } = new("http://localhost:5000/connect/introspect");

    public string Audience { get; set; } = "demo-api";

    public string Secret { get; set; } = "api-secret";

    public string Scope { get; set; } = "demo-api";
}

/// <summary>Who calls.</summary>
internal sealed record Caller(string? Subject, string? ClientId, string? Pool);

/// <summary>Asks the provider whether a token lives (RFC 7662): JWT or reference, a removed passkey ends both at once.</summary>
internal sealed class Introspection(HttpClient http, IOptions<IntrospectionOptions> options)
{
    /// <summary>Who calls, or null when the token is dead or does not cover this API.</summary>
    public async Task<Caller?> ReadAsync(string token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.Endpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", BasicCredentials());
        request.Content = new FormUrlEncodedContent([new("token", token)]);
        using var response = await http.SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<Answer>(ct);
        return answer is { Active: true } && Covers(answer) ? new Caller(answer.Subject, answer.ClientId, answer.Pool) : null;
    }

    private bool Covers(Answer answer) => answer.Scope?.Split(' ').Contains(options.Value.Scope) is true;

    // RFC 6749 §2.3.1: form-encoded before they are joined.
    private string BasicCredentials() => Convert.ToBase64String(Encoding.ASCII.GetBytes(
        $"{Uri.EscapeDataString(options.Value.Audience)}:{Uri.EscapeDataString(options.Value.Secret)}"));

    private sealed record Answer(
        [property: JsonPropertyName("active")] bool Active,
        [property: JsonPropertyName("scope")] string? Scope,
        [property: JsonPropertyName("sub")] string? Subject,
        [property: JsonPropertyName("client_id")] string? ClientId,
        [property: JsonPropertyName("pool")] string? Pool);
}
