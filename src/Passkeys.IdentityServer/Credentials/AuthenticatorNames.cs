using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace Passkeys.IdentityServer.Credentials;

/// <summary>What people call an authenticator.</summary>
/// <param name="Name">The provider's or the model's name.</param>
/// <param name="Icon">A data URL of its icon, or null.</param>
public sealed record AuthenticatorName(string Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Icon);

/// <summary>
/// Names of authenticators by AAGUID (WebAuthn L3 §6.5.1): the well-known passkey providers, or the file that
/// <see cref="PasskeysOptions.AuthenticatorNamesFile"/> names: <c>{"aaguid": {"name": "...", "icon": "data:..."}}</c>.
/// </summary>
public sealed class AuthenticatorNames
{
    private static readonly string[] Removable = ["usb", "nfc", "ble", "smart-card"];

    private readonly Dictionary<Guid, AuthenticatorName> _known;

    /// <summary>Reads the names.</summary>
    /// <exception cref="InvalidOperationException">The file of the options cannot be read as names.</exception>
    public AuthenticatorNames(IOptions<PasskeysOptions> options)
    {
        var file = options.Value.AuthenticatorNamesFile;
        try
        {
            using var stream = file is null ? Shipped() : File.OpenRead(file);
            _known = JsonSerializer.Deserialize<Dictionary<Guid, AuthenticatorName>>(stream, JsonSerializerOptions.Web) ?? [];
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException)
        {
            throw new InvalidOperationException($"AuthenticatorNamesFile '{file}' must be a JSON object of AAGUIDs, each with a name: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>The name of a model; for one that is not known, what its transports tell.</summary>
    public AuthenticatorName Find(Guid aaguid, IEnumerable<string>? transports) =>
        FindKnown(aaguid) ?? Unknown(transports ?? []);

    /// <summary>The name of a model that is known; else null.</summary>
    public AuthenticatorName? FindKnown(Guid aaguid) => _known.GetValueOrDefault(aaguid);

    /// <summary>Every model that has a name.</summary>
    internal IReadOnlyDictionary<Guid, AuthenticatorName> Known => _known;

    private static AuthenticatorName Unknown(IEnumerable<string> transports) =>
        new(transports.Any(Removable.Contains) ? "Security key" : "Passkey", null);

    private static Stream Shipped() =>
        typeof(AuthenticatorNames).Assembly.GetManifestResourceStream("Passkeys.IdentityServer.Credentials.authenticators.json")!;
}
