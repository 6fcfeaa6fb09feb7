using System.Text.Json.Nodes;

namespace Passkeys.IdentityServer.Ceremonies;

/// <summary>What begin answers: the sealed ceremony to bring back, and the options for the browser.</summary>
/// <param name="Ceremony">The sealed ceremony.</param>
/// <param name="ExpiresAt">When it expires (UTC).</param>
/// <param name="PublicKey">PublicKeyCredentialCreationOptionsJSON or PublicKeyCredentialRequestOptionsJSON (WebAuthn L3 §5.1.6, §5.1.7).</param>
internal sealed record BegunCeremony(string Ceremony, DateTimeOffset ExpiresAt, JsonObject PublicKey);
