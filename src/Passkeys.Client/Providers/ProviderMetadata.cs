using System.Text.Json;
using System.Text.Json.Serialization;

namespace Passkeys.Client.Providers;

/// <summary>What discovery says of a provider (OpenID Connect Discovery 1.0 §3), as far as it is of use here.</summary>
internal sealed record ProviderMetadata(
    [property: JsonPropertyName("issuer")] string? Issuer,
    [property: JsonPropertyName("jwks_uri")] string? JwksUri,
    [property: JsonPropertyName("token_endpoint")] string? TokenEndpoint,
    [property: JsonPropertyName("introspection_endpoint")] string? IntrospectionEndpoint)
{
    /// <summary>A member that has to be there.</summary>
    public static string Required(string? value, string name) => value ?? throw new JsonException($"The discovery document has no {name}.");
}
