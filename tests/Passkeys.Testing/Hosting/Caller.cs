using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Passkeys.Testing.Hosting;

/// <summary>Someone who calls a host over HTTP, and looks at every answer as it is: no redirect is followed, no cookie is kept.</summary>
/// <param name="http">The client.</param>
public sealed class Caller(HttpClient http)
{
    /// <summary>Sends a JSON body.</summary>
    public Task<Answer> PostAsync(string path, JsonNode? body, string? bearer = null) =>
        SendAsync(HttpMethod.Post, path, Json(body?.ToJsonString() ?? "null"), bearer);

    /// <summary>Sends a body as it is.</summary>
    public Task<Answer> PostTextAsync(string path, string body, string? bearer = null) =>
        SendAsync(HttpMethod.Post, path, Json(body), bearer);

    /// <summary>Sends a form.</summary>
    public Task<Answer> PostFormAsync(string path, IReadOnlyDictionary<string, string> form, AuthenticationHeaderValue? authorization = null) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(form), authorization);

    /// <summary>Gets.</summary>
    public Task<Answer> GetAsync(string path, string? bearer = null) => SendAsync(HttpMethod.Get, path, null, bearer);

    /// <summary>Sends any request.</summary>
    public Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, string? bearer) =>
        SendAsync(method, path, content, bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer));

    /// <summary>Sends any request.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, AuthenticationHeaderValue? authorization)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = authorization;
        using var response = await http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    /// <summary>A JSON body.</summary>
    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
