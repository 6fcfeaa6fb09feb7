using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Passkeys.Testing.Authenticators;

/// <summary>
/// A reply in the making, right in every field. A deviation changes one of them before anything is hashed or signed;
/// the Alter properties change what was built, at the point that their comments name.
/// </summary>
public abstract class CeremonyDraft
{
    private static readonly JsonSerializerOptions AsBrowsersWrite = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The client data (WebAuthn L3 §5.8.1). A member set to null is left out.</summary>
    public JsonObject ClientData { get; } = [];

    /// <summary><c>type</c> of the client data: <c>webauthn.create</c> or <c>webauthn.get</c>.</summary>
    public string? Type { get => Text("type"); set => ClientData["type"] = value; }

    /// <summary><c>challenge</c> of the client data, as text.</summary>
    public string? Challenge { get => Text("challenge"); set => ClientData["challenge"] = value; }

    /// <summary><c>origin</c> of the client data.</summary>
    public string? Origin { get => Text("origin"); set => ClientData["origin"] = value; }

    /// <summary><c>crossOrigin</c> of the client data; null leaves it out.</summary>
    public bool? CrossOrigin { get => (bool?)ClientData["crossOrigin"]; set => ClientData["crossOrigin"] = value; }

    /// <summary><c>topOrigin</c> of the client data; null, as in every same-origin ceremony, leaves it out.</summary>
    public string? TopOrigin { get => Text("topOrigin"); set => ClientData["topOrigin"] = value; }

    /// <summary>The hash of the RP ID in the authenticator data.</summary>
    public byte[] RpIdHash { get; set; } = [];

    /// <summary>The RP ID whose hash goes into the authenticator data.</summary>
    public string RpId { set => RpIdHash = SHA256.HashData(Encoding.UTF8.GetBytes(value)); }

    /// <summary>The flags of the authenticator data.</summary>
    public AuthenticatorFlags Flags { get; set; }

    /// <summary>The signature counter of the authenticator data.</summary>
    public uint SignCount { get; set; }

    /// <summary>Authenticator extension outputs, a CBOR map, or null. Setting it sets ED.</summary>
    public byte[]? Extensions
    {
        get;
        set
        {
            field = value;
            Set(AuthenticatorFlags.ExtensionData, value is not null);
        }
    }

    /// <summary>The credential id, in the reply and in attested credential data.</summary>
    public byte[] CredentialId { get; set; } = [];

    /// <summary>The client extension outputs of the reply.</summary>
    public JsonObject ClientExtensionResults { get; set; } = [];

    /// <summary>Changes the bytes of clientDataJSON before they are hashed.</summary>
    public Func<byte[], byte[]>? AlterClientDataJson { get; set; }

    /// <summary>Changes the bytes of the authenticator data before they are signed.</summary>
    public Func<byte[], byte[]>? AlterAuthenticatorData { get; set; }

    /// <summary>Changes the signature: of the assertion, or of the attestation statement.</summary>
    public Func<byte[], byte[]>? AlterSignature { get; set; }

    /// <summary>Changes the finished reply, as JSON.</summary>
    public Action<JsonObject>? AlterReply { get; set; }

    /// <summary>Sent as the signature instead of the real one.</summary>
    public byte[] Signature { set => AlterSignature = _ => value; }

    /// <summary>Signs instead of the credential's key.</summary>
    public CredentialKey? SigningKey { get; set; }

    /// <summary>Sets or clears a flag.</summary>
    public void Set(AuthenticatorFlags flag, bool value) => Flags = value ? Flags | flag : Flags & ~flag;

    internal byte[] EncodeClientData()
    {
        foreach (var absent in ClientData.Where(member => member.Value is null).Select(member => member.Key).ToList())
            ClientData.Remove(absent);

        return Apply(AlterClientDataJson, Encoding.UTF8.GetBytes(ClientData.ToJsonString(AsBrowsersWrite)));
    }

    // WebAuthn L3 §6.1: rpIdHash, flags, signCount, attestedCredentialData, extensions.
    internal byte[] EncodeAuthenticatorData(byte[] attestedCredentialData)
    {
        byte[] count = [(byte)(SignCount >> 24), (byte)(SignCount >> 16), (byte)(SignCount >> 8), (byte)SignCount];
        return Apply(AlterAuthenticatorData, [.. RpIdHash, (byte)Flags, .. count, .. attestedCredentialData, .. Extensions ?? []]);
    }

    internal byte[] Sign(CredentialKey key, byte[] authenticatorData, byte[] clientDataJson) =>
        Apply(AlterSignature, (SigningKey ?? key).Sign([.. authenticatorData, .. SHA256.HashData(clientDataJson)]));

    internal JsonObject Wrap(JsonObject response, string attachment)
    {
        var id = Base64Url.EncodeToString(CredentialId);
        var reply = new JsonObject
        {
            ["id"] = id,
            ["rawId"] = id,
            ["type"] = "public-key",
            ["authenticatorAttachment"] = attachment,
            ["clientExtensionResults"] = ClientExtensionResults,
            ["response"] = response,
        };
        AlterReply?.Invoke(reply);
        return reply;
    }

    private protected static byte[] Apply(Func<byte[], byte[]>? change, byte[] bytes) => change is null ? bytes : change(bytes);

    private string? Text(string member) => (string?)ClientData[member];
}
