using System.Text.Json.Nodes;

namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>An access token that is genuine, unexpired, not revoked, and whose session lives.</summary>
/// <param name="ClientId">The client it was issued to.</param>
/// <param name="Scope">Its scope.</param>
/// <param name="Audiences">Who may accept it.</param>
/// <param name="Claims">What it says, as a JWT says it (RFC 9068 §2.2).</param>
/// <param name="Standing">What it stands on, or null for a client's own token.</param>
internal sealed record LivingToken(string ClientId, IReadOnlyList<string> Scope, IReadOnlyList<string> Audiences, JsonObject Claims, Standing? Standing);
