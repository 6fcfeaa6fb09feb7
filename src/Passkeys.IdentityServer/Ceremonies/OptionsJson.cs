using System.Buffers.Text;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Ceremonies;

/// <summary>Writes the options that go straight into parseCreationOptionsFromJSON and parseRequestOptionsFromJSON.</summary>
internal static class OptionsJson
{
    /// <summary>PublicKeyCredentialCreationOptionsJSON (WebAuthn L3 §5.1.6).</summary>
    public static JsonObject OfCreation(Pool pool, Ceremony ceremony, UserEntity user, IEnumerable<CredentialDescriptor> exclude)
    {
        var policy = pool.Policy;
        var options = new JsonObject
        {
            ["rp"] = new JsonObject { ["id"] = ceremony.RpId, ["name"] = policy.RpName ?? pool.Name },
            ["user"] = new JsonObject { ["id"] = Base64Url.EncodeToString(user.Handle), ["name"] = user.Name, ["displayName"] = user.DisplayName },
            ["challenge"] = Base64Url.EncodeToString(ceremony.Challenge),
            ["pubKeyCredParams"] = new JsonArray([.. ceremony.Algorithms.Select(Parameter)]),
            ["timeout"] = Timeout(policy, ceremony),
            ["excludeCredentials"] = Descriptors(exclude),
            ["authenticatorSelection"] = Selection(policy, ceremony),
            ["attestation"] = policy.Attestation,
            ["extensions"] = new JsonObject { ["credProps"] = true },
        };
        AddHints(options, policy);
        return options;
    }

    /// <summary>PublicKeyCredentialRequestOptionsJSON (WebAuthn L3 §5.1.7). No timeout with conditional mediation: autofill waits for the person.</summary>
    public static JsonObject OfRequest(Pool pool, Ceremony ceremony, IEnumerable<CredentialDescriptor> allow, bool conditional)
    {
        var options = new JsonObject
        {
            ["challenge"] = Base64Url.EncodeToString(ceremony.Challenge),
            ["rpId"] = ceremony.RpId,
            ["allowCredentials"] = Descriptors(allow),
            ["userVerification"] = Verification(pool.Policy, ceremony),
        };
        if (!conditional)
            options["timeout"] = Timeout(pool.Policy, ceremony);
        AddHints(options, pool.Policy);
        return options;
    }

    private static JsonObject Selection(PoolPolicy policy, Ceremony ceremony)
    {
        var selection = new JsonObject
        {
            ["residentKey"] = policy.ResidentKey,
            ["requireResidentKey"] = policy.ResidentKey == Requirement.Required,
            ["userVerification"] = Verification(policy, ceremony),
        };
        if (policy.Attachment is { } attachment)
            selection["authenticatorAttachment"] = attachment;
        return selection;
    }

    private static void AddHints(JsonObject options, PoolPolicy policy)
    {
        if (policy.Hints.Count > 0)
            options["hints"] = new JsonArray([.. policy.Hints.Select(hint => (JsonNode)hint)]);
    }

    private static JsonArray Descriptors(IEnumerable<CredentialDescriptor> credentials) => new([.. credentials.Select(Descriptor)]);

    private static JsonObject Descriptor(CredentialDescriptor credential)
    {
        var descriptor = new JsonObject { ["type"] = "public-key", ["id"] = Base64Url.EncodeToString(credential.Id) };
        if (credential.Transports is { Count: > 0 } transports)
            descriptor["transports"] = new JsonArray([.. transports.Select(t => (JsonNode)t)]);
        return descriptor;
    }

    private static JsonObject Parameter(int algorithm) => new() { ["type"] = "public-key", ["alg"] = algorithm };

    private static string Verification(PoolPolicy policy, Ceremony ceremony) =>
        ceremony.UserVerificationRequired ? Requirement.Required : ceremony.UserVerification ?? policy.UserVerification;

    private static int Timeout(PoolPolicy policy, Ceremony ceremony) => ceremony.TimeoutMilliseconds ?? policy.CeremonyLifetimeSeconds * 1000;
}

/// <summary>The user entity of a registration (WebAuthn L3 §5.4.3).</summary>
internal sealed record UserEntity(byte[] Handle, string Name, string DisplayName);
