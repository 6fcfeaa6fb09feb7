using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>The stored pushed requests (RFC 9126).</summary>
internal sealed class PushedRequests(PasskeysDbContext db, SealedEnvelope envelope, TimeProvider time)
{
    /// <summary>What a <c>request_uri</c> of ours begins with (§2.2).</summary>
    public const string Prefix = "urn:ietf:params:oauth:request_uri:";

    /// <summary>How long a pushed request waits for its browser (§2.2: 5 to 600 seconds).</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(90);

    private const string Purpose = "authorization.pushed";

    /// <summary>Stores the parameters and answers the <c>request_uri</c>.</summary>
    public async Task<string> AddAsync(string clientId, AuthorizationParameters parameters, CancellationToken ct)
    {
        var reference = OpaqueToken.NewSecret();
        db.PushedRequests.Add(new PushedRequest
        {
            Hash = OpaqueToken.HashOf(reference),
            ClientId = clientId,
            ProtectedParameters = envelope.Seal(Purpose, new Content(QueryHelpers.AddQueryString("", parameters.All))),
            ExpiresAt = time.GetUtcNow() + Lifetime,
        });
        await db.SaveChangesAsync(ct);
        return Prefix + reference;
    }

    /// <summary>The parameters behind a <c>request_uri</c>, once, for the client that pushed them; else null.</summary>
    public async Task<AuthorizationParameters?> TakeAsync(string requestUri, string clientId, CancellationToken ct)
    {
        var (hash, now) = (OpaqueToken.HashOf(requestUri[Prefix.Length..]), time.GetUtcNow());
        var pushed = db.PushedRequests.Where(r => r.Hash == hash && r.ClientId == clientId && r.ExpiresAt > now);
        // Another client's try deletes nothing; of several tries one deletes.
        return await pushed.Select(r => r.ProtectedParameters).SingleOrDefaultAsync(ct) is { } content && await pushed.ExecuteDeleteAsync(ct) == 1
            ? Open(content)
            : null;
    }

    private AuthorizationParameters? Open(string content) =>
        envelope.Open<Content>(Purpose, content) is { Query: var query } ? new AuthorizationParameters(QueryHelpers.ParseQuery(query)) : null;

    private sealed record Content(string Query);
}
