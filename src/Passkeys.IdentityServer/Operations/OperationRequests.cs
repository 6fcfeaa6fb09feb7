using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Operations;

/// <summary>Reads what a back end asks to be allowed. Whatever names nobody, or loosens the pool, is refused by the name of the member.</summary>
internal sealed class OperationRequests(PoolUsers users, UnclaimedNames unclaimed, StoredPasskeys passkeys, IOptions<PasskeysOptions> options, TimeProvider time)
{
    private const string Type = "type";
    private const string UserId = "userId";
    private const string Username = "username";
    private const string DisplayName = "displayName";
    private const int MaxDisplayNameLength = 200;
    private const int MaxCredentials = 64;

    public async Task<Operation> ReadAsync(HttpContext http, string clientId, JsonMember body)
    {
        var (pool, ct) = (http.Pool(), http.RequestAborted);
        var type = body.RequiredString(Type);
        if (!OperationType.All.Contains(type))
            throw new InvalidMemberException(Type, $"one of {string.Join(", ", OperationType.All)} is expected.");
        var operation = new Operation
        {
            Id = OperationTokens.NewId(),
            Pool = pool.Id,
            ClientId = clientId,
            Type = type,
            ExpiresAt = time.GetUtcNow() + options.Value.OperationLifetime,
        };
        var named = OperationOptions.Find(body, type);
        operation = await WithPersonAsync(http, operation, body);
        if (named is not { } given)
            return operation;
        operation = OperationOptions.Apply(given, pool, operation);
        return await WithCredentialsAsync(pool, operation, given, ct);
    }

    private async Task<Operation> WithPersonAsync(HttpContext http, Operation operation, JsonMember body)
    {
        RefuseOutOfPlace(body, operation.Type);
        var userId = await ReadUserAsync(http.Pool(), body, http.RequestAborted);
        return operation.Type switch
        {
            OperationType.Register when userId is null => await ByNameAsync(http, operation, body),
            OperationType.Update => await PrepareAsync(http, operation, body) with { UserId = userId ?? throw Missing() },
            OperationType.List or OperationType.Delete => operation with { UserId = userId ?? throw Missing() },
            _ => operation with { UserId = userId },
        };
    }

    private static void RefuseOutOfPlace(JsonMember body, string type)
    {
        if (type is not (OperationType.Register or OperationType.Update))
        {
            body.Refuse(Username, $"it means nothing for an operation of type {type}.");
            body.Refuse(DisplayName, $"it means nothing for an operation of type {type}.");
        }
        if (type is OperationType.Register && body.Has(UserId))
            body.Refuse(Username, "it is not expected beside userId.");
    }

    private async Task<string?> ReadUserAsync(Pool pool, JsonMember body, CancellationToken ct)
    {
        if (body.OptionalString(UserId, 64) is not { } userId)
            return null;
        return await users.FindAsync(pool.Id, userId, ct) is not null
            ? userId
            : throw new InvalidMemberException(UserId, "a person of this pool is expected.");
    }

    // Who has the name is settled here: should someone else take it before the passkey is made, they do not get the passkey.
    private async Task<Operation> ByNameAsync(HttpContext http, Operation operation, JsonMember body)
    {
        var ct = http.RequestAborted;
        var username = await IdentifierMember.ReadOptionalAsync(http, body, Username) ?? throw new InvalidMemberException(UserId, "userId or username is required.");
        if (await users.FindByIdentifierAsync(operation.Pool, username, ct) is { } holder && !await unclaimed.IsOneAsync(holder, ct))
            return operation with { UserId = holder.Id };
        return operation with { NewUserId = NewPoolUser.CreateId(time), Username = username, DisplayName = ReadDisplayName(body) };
    }

    private static async Task<Operation> PrepareAsync(HttpContext http, Operation operation, JsonMember body) =>
        operation with { Username = await IdentifierMember.ReadOptionalAsync(http, body, Username), DisplayName = ReadDisplayName(body) };

    private static string? ReadDisplayName(JsonMember body) =>
        body.OptionalString(DisplayName, MaxDisplayNameLength)?.Trim() is { Length: > 0 } name ? name : null;

    // requirements.md, contradiction 9. The passkeys that a deletion is about are those of its person.
    private async Task<Operation> WithCredentialsAsync(Pool pool, Operation operation, JsonMember options, CancellationToken ct)
    {
        var discoverable = options.OptionalBoolean(OperationOptions.Discoverable) is true;
        var named = options.OptionalStrings(OperationOptions.AllowCredentials);
        if (discoverable && operation.UserId is not null)
            throw new InvalidMemberException(options.PathOf(OperationOptions.Discoverable), "it is not expected beside userId.");
        if (!options.Has(OperationOptions.AllowCredentials))
            return operation;
        var path = options.PathOf(OperationOptions.AllowCredentials);
        if (discoverable)
            throw new InvalidMemberException(path, "it is not expected beside options.discoverable.");
        if (operation is { Type: OperationType.Authenticate, UserId: not null })
            throw new InvalidMemberException(path, "it is not expected beside userId.");
        var (userId, ids) = await FindCredentialsAsync(pool, operation, named, path, ct);
        return operation with { UserId = userId, PasskeyIds = ids };
    }

    private async Task<(string UserId, IReadOnlyList<string> Ids)> FindCredentialsAsync(
        Pool pool, Operation operation, IReadOnlyList<string> named, string path, CancellationToken ct)
    {
        var expected = new InvalidMemberException(path, $"1 to {MaxCredentials} passkeys of one person, by id or credentialId, are expected; where they are to sign in, of one RP ID.");
        if (named.Count is 0 or > MaxCredentials || await passkeys.FindByReferenceAsync(pool.Id, named[0], ct) is not { } first)
            throw expected;
        if (operation.UserId is { } owner && owner != first.UserId)
            throw expected;
        var rpId = operation.Type is OperationType.Authenticate ? operation.RpId ?? pool.RpId : null;
        var theirs = (await passkeys.ListAsync(pool.Id, first.UserId, ct)).Where(passkey => rpId is null || passkey.RpId == rpId).ToList();
        var found = named.Select(name => theirs.Find(passkey => passkey.Id == name || new CredentialId(passkey.CredentialId).ToString() == name)).ToList();
        return found.Contains(null) ? throw expected : (first.UserId, [.. found.Select(passkey => passkey!.Id).Distinct(StringComparer.Ordinal)]);
    }

    private static InvalidMemberException Missing() => new(UserId, "it is required.");
}
