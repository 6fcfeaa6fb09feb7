using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Passkeys.Client.Bearer;
using Passkeys.Client.Providers;

namespace Passkeys.Client.Introspection;

/// <summary>Asks the provider's introspection endpoint (RFC 7662 §2), as this API.</summary>
internal sealed partial class IntrospectionEndpoint(
    ProviderDirectory providers, IOptions<PasskeysBearerOptions> options, TimeProvider time, ClientMetrics metrics, ILogger<IntrospectionEndpoint> logger)
{
    /// <summary>What the token is worth by the provider's own word.</summary>
    /// <exception cref="ProviderUnavailableException">The provider does not answer, or not as it should.</exception>
    public async Task<TokenOutcome> AskAsync(string token)
    {
        var provider = providers.Get(options.Value.Authority);
        try
        {
            var answer = await SendAsync(provider, token);
            var outcome = Judge(provider, answer);
            metrics.Introspected(outcome is TokenOutcome.Accepted ? "active" : "inactive");
            return outcome;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or JsonException)
        {
            metrics.Introspected("failed");
            LogFailed(provider.Issuer, error);
            throw new ProviderUnavailableException("The introspection endpoint does not answer.", error);
        }
    }

    private async Task<JsonElement> SendAsync(Provider provider, string token)
    {
        var metadata = await provider.MetadataAsync(CancellationToken.None);
        using var request = new HttpRequestMessage(HttpMethod.Post, ProviderMetadata.Required(metadata.IntrospectionEndpoint, "introspection_endpoint"));
        request.Headers.Authorization = BasicCredentials.Of(options.Value.Introspection.ClientId!, options.Value.Introspection.ClientSecret!);
        request.Content = new FormUrlEncodedContent([new("token", token), new("token_type_hint", "access_token")]);
        using var http = provider.CreateClient();
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private TokenOutcome Judge(Provider provider, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object)
            throw new JsonException("The answer is no JSON object.");
        if (!TokenClaims.Flag(answer, "active"))
            return new TokenOutcome.Refused(UnauthorizedReason.Ended);
        return (TokenClaims.Text(answer, "iss") ?? provider.Issuer) == provider.Issuer
            ? TokenRules.Apply(options.Value, answer, time.GetUtcNow())
            : new TokenOutcome.Refused(UnauthorizedReason.InvalidToken);
    }

    [LoggerMessage(7002, LogLevel.Warning, "A token could not be introspected at {Issuer}")]
    private partial void LogFailed(string issuer, Exception error);
}
