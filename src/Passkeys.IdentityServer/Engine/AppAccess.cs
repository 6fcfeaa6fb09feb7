namespace Passkeys.IdentityServer.Engine;

/// <summary>What one application may do in the name of a person: a remembered consent, tokens that live, or both.</summary>
/// <param name="Client">The application.</param>
/// <param name="Scope">The scope it has.</param>
/// <param name="GrantedAt">Since when (UTC).</param>
/// <param name="ExpiresAt">Until when at most (UTC), or null when it does not end by itself.</param>
public sealed record AppAccess(EngineClient Client, IReadOnlyList<string> Scope, DateTimeOffset GrantedAt, DateTimeOffset? ExpiresAt);
