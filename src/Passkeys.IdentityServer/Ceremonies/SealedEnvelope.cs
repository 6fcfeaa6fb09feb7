using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Ceremonies;

/// <summary>Seals what a caller carries between two calls (Data Protection): it can be neither read nor changed, nor used for another purpose.</summary>
public sealed class SealedEnvelope(IDataProtectionProvider protection)
{
    private static readonly JsonSerializerOptions Format = new() { Converters = { new PoolIdJson() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Seals a content for a purpose.</summary>
    public string Seal<T>(string purpose, T content) =>
        Base64Url.EncodeToString(ProtectorFor(purpose).Protect(JsonSerializer.SerializeToUtf8Bytes(content, Format)));

    /// <summary>The content, or null when it was not sealed by this host for this purpose.</summary>
    public T? Open<T>(string purpose, string sealedContent)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(ProtectorFor(purpose).Unprotect(Base64Url.DecodeFromChars(sealedContent)), Format);
        }
        catch (Exception notOurs) when (notOurs is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    private IDataProtector ProtectorFor(string purpose) => protection.CreateProtector("Passkeys.IdentityServer", "1", purpose);

    private sealed class PoolIdJson : JsonConverter<PoolId>
    {
        public override PoolId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, PoolId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}

/// <summary>What sealed things are for; one sealed for one purpose cannot be opened for another.</summary>
internal static class SealPurpose
{
    public const string Registration = "ceremony.registration";
    public const string Authentication = "ceremony.authentication";
    public const string SignUp = "signup";
    public const string Operation = "operation";
}
