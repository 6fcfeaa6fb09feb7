using System.Net.Http.Json;
using System.Text.Json;
using Passkeys.Client.Providers;

namespace Passkeys.Client.Backend;

/// <summary>A client's own access tokens (RFC 6749 §4.4), each kept until shortly before it expires.</summary>
internal sealed class ClientTokens(Provider provider, PasskeysBackendOptions options, string scope, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _asking = new(1);
    private (string Value, DateTimeOffset GoodUntil)? _token;

    /// <summary>A token that is good.</summary>
    /// <param name="refused">One that was just refused, and will not do.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<string> GetAsync(string? refused, CancellationToken ct)
    {
        if (Good(refused) is { } known)
            return known;
        await _asking.WaitAsync(ct);
        try
        {
            if (Good(refused) is { } meanwhile)
                return meanwhile;
            _token = await AskAsync(ct);
            return _token.Value.Value;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    private string? Good(string? refused) => _token is { } token && token.Value != refused && time.GetUtcNow() < token.GoodUntil ? token.Value : null;

    private async Task<(string Value, DateTimeOffset GoodUntil)> AskAsync(CancellationToken ct)
    {
        var metadata = await provider.MetadataAsync(ct);
        using var request = new HttpRequestMessage(HttpMethod.Post, ProviderMetadata.Required(metadata.TokenEndpoint, "token_endpoint"));
        request.Headers.Authorization = BasicCredentials.Of(options.ClientId, options.ClientSecret);
        request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", scope)]);
        using var http = provider.CreateClient();
        using var response = await http.SendAsync(request, ct);
        if (!response.IsSuccessStatusCode)
            throw new PasskeysException(await Problems.ReadAsync(response, ct));
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(ct);
        var lifetime = TimeSpan.FromSeconds(answer.GetProperty("expires_in").GetInt64());
        return (answer.GetProperty("access_token").GetString()!, time.GetUtcNow() + lifetime - (lifetime > 2 * Margin ? Margin : TimeSpan.Zero));
    }
}
