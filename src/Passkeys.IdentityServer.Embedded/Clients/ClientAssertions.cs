using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Keys;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Clients;

/// <summary>Authenticates clients by JWTs that they signed: <c>private_key_jwt</c> (RFC 7523 §3, OpenID Connect Core 1.0 §9).</summary>
internal sealed class ClientAssertions(ClientDirectory clients, Issuer issuer, OneTimeClaims claims, TimeProvider time)
{
    /// <summary>The value of <c>client_assertion_type</c> (RFC 7523 §2.2).</summary>
    public const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private const int MaxLength = 8 * 1024;

    // A year-long assertion is a password. And an id is remembered as long as its assertion lives.
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);
    private static readonly string?[] Types = [null, "JWT", "client-authentication+jwt"];

    /// <summary>Whether the client made it, for us, for now, and never used it before.</summary>
    public async Task<bool> IsFromAsync(Client? client, string assertion, HttpRequest request)
    {
        if (client is null || assertion.Length > MaxLength || CompactJws.Read(assertion) is not { } jws)
            return false;
        return IsSigned(client, jws) && Says(client, jws) && await IsFirstAsync(client, jws, request.HttpContext.RequestAborted);
    }

    private bool IsSigned(Client client, CompactJws jws) =>
        Types.Contains(jws.Header.Typ, StringComparer.OrdinalIgnoreCase)
        && clients.KeysOf(client).Any(key => (jws.Header.Kid is null || key.Id is null || key.Id == jws.Header.Kid) && key.HasSigned(jws));

    private bool Says(Client client, CompactJws jws)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        return jws.Text("iss") == client.ClientId && jws.Text("sub") == client.ClientId
            && IsForUs(jws.Claims["aud"])
            && jws.Text("jti") is { Length: > 0 }
            && jws.Seconds("exp") is { } expiry && now < expiry && expiry <= now + LongestLife.TotalSeconds
            && IsNoLater(jws, "nbf", now) && IsNoLater(jws, "iat", now);
    }

    private static bool IsNoLater(CompactJws jws, string claim, double now) =>
        jws.Claims[claim] is null || jws.Seconds(claim) <= now + ClockSkew.TotalSeconds;

    // The issuer and nothing else: a client can be led to believe that an endpoint of ours belongs to another server, and would then sign for
    // that server what is good here (draft-ietf-oauth-rfc7523bis §4). OpenID Connect Core 1.0 §9 had the token endpoint, as a SHOULD.
    private bool IsForUs(JsonNode? audience) => audience is JsonArray { Count: > 0 } several ? several.All(IsIssuer) : IsIssuer(audience);

    private bool IsIssuer(JsonNode? audience) => CompactJws.TextOf(audience) == issuer.Current;

    // RFC 7523 §3 item 7.
    private Task<bool> IsFirstAsync(Client client, CompactJws jws, CancellationToken ct) => claims.TryAddAsync(
        SpentPurpose.ClientAssertion,
        OpaqueToken.HashOf($"{client.ClientId} {jws.Text("jti")}"),
        DateTimeOffset.FromUnixTimeMilliseconds((long)(jws.Seconds("exp")!.Value * 1000)),
        ct);
}
