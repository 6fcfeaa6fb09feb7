using System.Buffers.Text;
using System.Security.Cryptography;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Operations;

/// <summary>Issues and reads operation tokens: sealed, so that nothing is stored before one is used.</summary>
internal sealed class OperationTokens(SealedEnvelope envelope, OneTimeClaims claims, IEngineClients clients, TimeProvider time) : IOperationTokens
{
    // RFC 6750 §2.1 lets a token have it, and no access token of an engine does: neither base64url nor a JWT has a tilde.
    private const string Prefix = "op~";

    private const int IdBytes = 16;

    public static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));

    public string Issue(Operation operation) => Prefix + envelope.Seal(SealPurpose.Operation, operation);

    public bool Recognizes(string bearer) => bearer.StartsWith(Prefix, StringComparison.Ordinal);

    public async Task<Operation?> ReadAsync(Pool pool, string bearer, string type, CancellationToken ct)
    {
        if (!Recognizes(bearer)
            || envelope.Open<Operation>(SealPurpose.Operation, bearer[Prefix.Length..]) is not { } operation
            || operation.Pool != pool.Id || operation.Type != type || operation.ExpiresAt <= time.GetUtcNow())
            return null;
        if (await clients.FindAsync(operation.ClientId, ct) is not { } client || !client.Pools.Contains(pool.Id))
            return null;
        return await claims.IsSpentAsync(SpentPurpose.Operation, operation.Id, ct) ? null : operation;
    }

    public Task<bool> TryUseAsync(Operation operation, CancellationToken ct) =>
        claims.TryAddAsync(SpentPurpose.Operation, operation.Id, operation.ExpiresAt, ct);
}
