using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Passkeys.Testing.Authenticators;

/// <summary>
/// A WebAuthn Level 3 authenticator with the browser in front of it, in memory. It answers options with what a browser's
/// <c>toJSON()</c> would send, and any field of an answer can be made to deviate:
/// <code>phone.Sign(options, draft => draft.Origin = "https://evil.example")</code>
/// </summary>
/// <param name="origin">The origin of the page that the person looks at, such as <c>https://portal.example.com</c>.</param>
public sealed class SoftwareAuthenticator(string origin) : IDisposable
{
    private readonly List<SoftwareCredential> _credentials = [];

    /// <summary>The origin of the page.</summary>
    public string Origin { get; set; } = origin;

    /// <summary>The passkeys, oldest first.</summary>
    public IReadOnlyList<SoftwareCredential> Credentials => _credentials;

    /// <summary>The algorithms it has, in no order: the relying party's order decides. Default ES256 and RS256.</summary>
    public IReadOnlyList<CoseAlgorithm> Algorithms { get; set; } = [CoseAlgorithm.ES256, CoseAlgorithm.RS256];

    /// <summary>Makes key pairs. Default <see cref="CredentialKey.Create"/>.</summary>
    public Func<CoseAlgorithm, CredentialKey> NewKey { get; set; } = CredentialKey.Create;

    /// <summary>The model (WebAuthn L3 §6.5.1). Default all zero.</summary>
    public Guid Aaguid { get; set; }

    /// <summary>What it attests with. Default <see cref="AttestationKind.None"/>.</summary>
    public AttestationKind Attestation { get; set; }

    /// <summary>Whether it verifies the user (UV). Default true.</summary>
    public bool VerifiesUser { get; set; } = true;

    /// <summary>Whether new passkeys may be synced (BE). Default false.</summary>
    public bool BackupEligible { get; set; }

    /// <summary>Whether new passkeys are synced (BS). Default false.</summary>
    public bool BackedUp { get; set; }

    /// <summary>By how much a signature counter grows with each ceremony. Default 0: the authenticator keeps none.</summary>
    public uint CounterStep { get; set; }

    /// <summary><c>platform</c> (default) or <c>cross-platform</c>.</summary>
    public string Attachment { get; set; } = "platform";

    /// <summary>How clients reach it. Default <c>internal</c>.</summary>
    public IReadOnlyList<string> Transports { get; set; } = ["internal"];

    /// <summary>The length of new credential ids, in bytes. Default 32.</summary>
    public int CredentialIdLength { get; set; } = 32;

    /// <inheritdoc cref="Register(JsonNode, Action{RegistrationDraft}?)" />
    public JsonObject Register(JsonElement options, Action<RegistrationDraft>? deviate = null) =>
        Register(JsonObject.Create(options)!, deviate);

    /// <summary>Answers PublicKeyCredentialCreationOptionsJSON with a RegistrationResponseJSON, as <c>navigator.credentials.create()</c> does.</summary>
    /// <param name="options">The options.</param>
    /// <param name="deviate">Makes the answer wrong in a field.</param>
    /// <exception cref="ClientException">What the promise would reject with.</exception>
    public JsonObject Register(JsonNode options, Action<RegistrationDraft>? deviate = null)
    {
        var rpId = RpIdOf((string?)options["rp"]?["id"]);
        RefuseExcluded(rpId, options);
        RefuseWithoutVerification(options["authenticatorSelection"]);
        var credential = NewCredential(rpId, options);
        var draft = DraftOf(credential, options);
        deviate?.Invoke(draft);
        var reply = draft.Build(credential.Key, Attachment);
        Keep(credential, draft);
        return reply;
    }

    /// <inheritdoc cref="Sign(JsonNode, Action{AssertionDraft}?)" />
    public JsonObject Sign(JsonElement options, Action<AssertionDraft>? deviate = null) => Sign(JsonObject.Create(options)!, deviate);

    /// <summary>Answers PublicKeyCredentialRequestOptionsJSON with an AuthenticationResponseJSON, as <c>navigator.credentials.get()</c> does. The newest fitting passkey is chosen.</summary>
    /// <param name="options">The options.</param>
    /// <param name="deviate">Makes the answer wrong in a field.</param>
    /// <exception cref="ClientException">What the promise would reject with.</exception>
    public JsonObject Sign(JsonNode options, Action<AssertionDraft>? deviate = null) =>
        SignWith(Choose(options), options, deviate);

    /// <summary>Answers with a passkey of the caller's choice, whether or not a browser would offer it.</summary>
    public JsonObject SignWith(SoftwareCredential credential, JsonNode options, Action<AssertionDraft>? deviate = null)
    {
        credential.SignCount += CounterStep;
        var draft = DraftOf(credential, "webauthn.get", options, new AssertionDraft { UserHandle = credential.UserHandle });
        deviate?.Invoke(draft);
        return draft.Build(credential.Key, Attachment);
    }

    /// <summary>Forgets a passkey.</summary>
    public void Remove(SoftwareCredential credential)
    {
        if (_credentials.Remove(credential))
            credential.Key.Dispose();
    }

    /// <inheritdoc />
    public void Dispose() => _credentials.ForEach(credential => credential.Key.Dispose());

    private SoftwareCredential NewCredential(string rpId, JsonNode options) => new()
    {
        Id = RandomNumberGenerator.GetBytes(CredentialIdLength),
        RpId = rpId,
        UserHandle = CeremonyOptions.Decode(options["user"]!.Text("id")),
        UserName = options["user"]!.Text("name"),
        Key = NewKey(AlgorithmFor(options)),
        Discoverable = (string?)options["authenticatorSelection"]?["residentKey"] is "required" or "preferred",
        BackupEligible = BackupEligible,
        BackedUp = BackedUp,
        SignCount = CounterStep,
    };

    private RegistrationDraft DraftOf(SoftwareCredential credential, JsonNode options)
    {
        var draft = DraftOf(credential, "webauthn.create", options, new RegistrationDraft());
        draft.HasAttestedCredentialData = true;
        draft.Aaguid = Aaguid;
        draft.Algorithm = (int)credential.Key.Algorithm;
        draft.AttestationFormat = Attestation is AttestationKind.PackedSelf ? "packed" : "none";
        draft.Transports = Transports;
        if ((bool?)options["extensions"]?["credProps"] is true)
            draft.ClientExtensionResults["credProps"] = new JsonObject { ["rk"] = credential.Discoverable };

        return draft;
    }

    private TDraft DraftOf<TDraft>(SoftwareCredential credential, string type, JsonNode options, TDraft draft)
        where TDraft : CeremonyDraft
    {
        draft.Type = type;
        draft.Challenge = options.Text("challenge");
        draft.Origin = Origin;
        draft.CrossOrigin = false;
        draft.RpId = credential.RpId;
        draft.SignCount = credential.SignCount;
        draft.CredentialId = credential.Id;
        draft.Set(AuthenticatorFlags.UserPresent, value: true);
        draft.Set(AuthenticatorFlags.UserVerified, VerifiesUser);
        draft.Set(AuthenticatorFlags.BackupEligible, credential.BackupEligible);
        draft.Set(AuthenticatorFlags.BackedUp, credential.BackedUp);
        return draft;
    }

    private void Keep(SoftwareCredential credential, RegistrationDraft draft) => _credentials.Add(new SoftwareCredential
    {
        Id = draft.CredentialId,
        RpId = credential.RpId,
        UserHandle = credential.UserHandle,
        UserName = credential.UserName,
        Key = credential.Key,
        Discoverable = credential.Discoverable,
        BackupEligible = draft.Flags.HasFlag(AuthenticatorFlags.BackupEligible),
        BackedUp = draft.Flags.HasFlag(AuthenticatorFlags.BackedUp),
        SignCount = draft.SignCount,
    });

    // WebAuthn L3 §5.1.3 step 10: the first algorithm of the relying party's that the authenticator has.
    private CoseAlgorithm AlgorithmFor(JsonNode options)
    {
        var offered = options["pubKeyCredParams"]!.AsArray().Select(parameter => (CoseAlgorithm)(int)parameter!["alg"]!);
        var first = offered.FirstOrDefault(Algorithms.Contains);
        return first is not CoseAlgorithm.None ? first : throw ClientException.NotSupported("No algorithm in common.");
    }

    // WebAuthn L3 §6.3.2 step 3.
    private void RefuseExcluded(string rpId, JsonNode options)
    {
        var excluded = options.CredentialIds("excludeCredentials");
        if (_credentials.Any(credential => credential.RpId == rpId && excluded.Contains(credential.Id)))
            throw ClientException.InvalidState("The authenticator holds an excluded credential.");
    }

    private void RefuseWithoutVerification(JsonNode? selection)
    {
        if (!VerifiesUser && (string?)selection?["userVerification"] == "required")
            throw ClientException.NotAllowed("The authenticator does not verify users.");
    }

    private SoftwareCredential Choose(JsonNode options)
    {
        var rpId = RpIdOf((string?)options["rpId"]);
        var allowed = options.CredentialIds("allowCredentials");
        RefuseWithoutVerification(options);
        return _credentials.LastOrDefault(credential =>
                credential.RpId == rpId && (allowed.Count > 0 ? allowed.Contains(credential.Id) : credential.Discoverable))
            ?? throw ClientException.NotAllowed("No passkey fits.");
    }

    // WebAuthn L3 §5.1.3 step 8: the RP ID is the host, or a parent domain of it.
    private string RpIdOf(string? rpId)
    {
        var host = new Uri(Origin).Host;
        if (rpId is null || rpId == host || host.EndsWith('.' + rpId, StringComparison.Ordinal))
            return rpId ?? host;

        throw ClientException.Security($"{rpId} is no RP ID for {Origin}.");
    }
}
