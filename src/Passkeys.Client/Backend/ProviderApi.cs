using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Passkeys.Client.Providers;

namespace Passkeys.Client.Backend;

/// <summary>Calls the provider's API as a client, with its own token.</summary>
internal sealed class ProviderApi(HttpClient http, ClientTokens tokens, PasskeysBackendOptions options)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>A path of the pool: each part becomes one segment.</summary>
    public string PathOf(string prefix, params IEnumerable<string> parts) =>
        options.ApiAddress + prefix + Uri.EscapeDataString(options.Pool) + string.Concat(parts.Select(part => "/" + Uri.EscapeDataString(part)));

    /// <summary>Sends, and reads the answer or the refusal.</summary>
    /// <exception cref="PasskeysException">The client's own credentials are refused, or the answer is none that the contract knows.</exception>
    /// <exception cref="HttpRequestException">The provider cannot be reached, or has failed.</exception>
    public async Task<PasskeysOutcome<T>> SendAsync<T>(HttpMethod method, string address, JsonObject? body, CancellationToken ct)
    {
        var token = await TokenAsync(refused: null, ct);
        var response = await SendAsync(method, address, body, token, ct);
        // The provider may have ended the token, or have new keys.
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            response.Dispose();
            response = await SendAsync(method, address, body, await TokenAsync(token, ct), ct);
        }

        using (response)
            return await ReadAsync<T>(response, ct);
    }

    private async Task<string> TokenAsync(string? refused, CancellationToken ct)
    {
        try
        {
            return await tokens.GetAsync(refused, ct);
        }
        catch (ProviderUnavailableException error)
        {
            throw new HttpRequestException(error.Message, error);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, JsonObject? body, string token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, ct);
    }

    private static async Task<PasskeysOutcome<T>> ReadAsync<T>(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode)
            return new PasskeysOutcome<T>.Success(await ReadBodyAsync<T>(response, ct));
        if ((int)response.StatusCode >= 500)
            response.EnsureSuccessStatusCode();
        var problem = await Problems.ReadAsync(response, ct);
        return IsOfTheClient(response, problem) ? throw new PasskeysException(problem) : new PasskeysOutcome<T>.Refused(problem);
    }

    // A challenge is about the client and its token (RFC 6750 §3), and so is its pool; any other refusal is about what was asked.
    private static bool IsOfTheClient(HttpResponseMessage response, PasskeysProblem problem) =>
        response.StatusCode == HttpStatusCode.Unauthorized || response.Headers.WwwAuthenticate.Count > 0 || problem.Code == "wrong_pool";

    private static async Task<T> ReadBodyAsync<T>(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(Json, ct) ?? throw new PasskeysException("The provider's answer is empty.");
        }
        catch (JsonException error)
        {
            throw new PasskeysException("The provider's answer is not as the contract has it.", error);
        }
    }
}
