using System.Text.Json;

namespace Passkeys.IdentityServer.Ceremonies.Verification;

/// <summary>Collected client data (WebAuthn L3 §5.8.1), read but not judged.</summary>
public sealed record ClientData
{
    // Members are named in one way (WebAuthn L3 §5.8.1): what is called "Type" is no type.
    private static readonly JsonSerializerOptions ToTheLetter = new(JsonSerializerDefaults.Web) { PropertyNameCaseInsensitive = false };

    /// <summary><c>webauthn.create</c> or <c>webauthn.get</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The challenge, base64url.</summary>
    public required string Challenge { get; init; }

    /// <summary>The origin of the caller.</summary>
    public required string Origin { get; init; }

    /// <summary>Whether the caller was not same-origin with its ancestors.</summary>
    public bool CrossOrigin { get; init; }

    /// <summary>The origin of the top-level document of a cross-origin caller.</summary>
    public string? TopOrigin { get; init; }

    /// <summary>Reads client data, or returns null when it is not well-formed.</summary>
    public static ClientData? Read(byte[] utf8)
    {
        try
        {
            return JsonSerializer.Deserialize<ClientData>(utf8, ToTheLetter) is { Type: not null, Challenge: not null, Origin: not null } data ? data : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
