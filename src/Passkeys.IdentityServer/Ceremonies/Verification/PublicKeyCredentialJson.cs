using System.Text.Json;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Ceremonies.Verification;

/// <summary>What RegistrationResponseJSON and AuthenticationResponseJSON (WebAuthn L3 §5.1.8, §5.1.9) have in common.</summary>
public abstract record PublicKeyCredentialJson
{
    /// <summary>The credential id.</summary>
    public required byte[] RawId { get; init; }

    /// <summary>The client data, as it was hashed and signed.</summary>
    public required byte[] ClientDataJson { get; init; }

    /// <summary>The client data, read.</summary>
    public required ClientData ClientData { get; init; }

    /// <summary>The authenticator data, read.</summary>
    public required AuthenticatorData AuthenticatorData { get; init; }

    private protected static byte[] ReadId(JsonMember credential)
    {
        if (credential.RequiredString("type") is not "public-key")
            throw new InvalidMemberException(credential.Path + ".type", "\"public-key\" is expected.");
        var rawId = credential.RequiredBytes("rawId");
        if (!rawId.AsSpan().SequenceEqual(credential.RequiredBytes("id")))
            throw new InvalidMemberException(credential.Path + ".id", "the same value as rawId is expected.");
        return rawId.Length <= Credentials.CredentialId.MaxLength
            ? rawId
            : throw new InvalidMemberException(credential.Path + ".rawId", "at most 1023 bytes are expected.");
    }

    private protected static ClientData ReadClientData(JsonMember response, out byte[] json)
    {
        json = response.RequiredBytes("clientDataJSON");
        return ClientData.Read(json)
            ?? throw new InvalidMemberException(response.Path + ".clientDataJSON", "client data (WebAuthn L3 §5.8.1) is expected.");
    }

    private protected static JsonMember ReadObject(JsonElement credential) =>
        credential.ValueKind is JsonValueKind.Object
            ? new JsonMember(credential, "credential")
            : throw new InvalidMemberException("credential", "an object is required.");
}
