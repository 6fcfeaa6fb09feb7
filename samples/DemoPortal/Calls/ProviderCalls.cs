using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace DemoPortal.Calls;

/// <summary>What an API answered.</summary>
/// <param name="Address">Who was asked.</param>
/// <param name="Status">The status code.</param>
/// <param name="Body">The answer, indented if it is JSON.</param>
internal sealed record ApiAnswer(string Address, int Status, string Body);

/// <summary>Calls with tokens that somebody gave this portal.</summary>
internal sealed class ProviderCalls(HttpClient http, IOptions<PortalOptions> options)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Gets from an API of the provider's, as the bearer.</summary>
    public async Task<ApiAnswer> GetAsync(string path, string? accessToken, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, options.Value.Authority + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var response = await http.SendAsync(request, ct);
        var body = response.Content.Headers.ContentType?.MediaType == "application/json"
            ? JsonSerializer.Serialize(await response.Content.ReadFromJsonAsync<JsonElement>(ct), Indented)
            : await response.Content.ReadAsStringAsync(ct);
        return new ApiAnswer(options.Value.Authority + path, (int)response.StatusCode, body);
    }

    /// <summary>New tokens for a refresh token (RFC 6749 §6), or null when it is good for none any more.</summary>
    public async Task<JsonElement?> RefreshAsync(string refreshToken, CancellationToken ct)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = refreshToken,
            ["client_id"] = options.Value.ClientId,
            ["client_secret"] = options.Value.ClientSecret,
        });
        using var response = await http.PostAsync(options.Value.Authority + "/connect/token", form, ct);
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonElement>(ct) : null;
    }
}
