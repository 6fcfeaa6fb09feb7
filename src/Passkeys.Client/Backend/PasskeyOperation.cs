using System.Text.Json;
using System.Text.Json.Nodes;

namespace Passkeys.Client.Backend;

/// <summary>What a browser or an app may do, once, with the token that <see cref="PasskeysBackend.CreateOperationAsync"/> gives.</summary>
public sealed record PasskeyOperation
{
    private PasskeyOperation(string type) => Type = type;

    /// <summary>The type, as the HTTP contract has it.</summary>
    public string Type { get; }

    /// <summary>Whose passkeys, or null.</summary>
    public string? UserId { get; private init; }

    /// <summary>The identifier: of a person to be, or the new one of a person there is; or null.</summary>
    public string? Username { get; private init; }

    /// <summary>The name to show, or null.</summary>
    public string? DisplayName { get; private init; }

    /// <summary>How the ceremony is to be, or null.</summary>
    public OperationOptions? Options { get; init; }

    /// <summary>A new passkey for a person of the pool.</summary>
    /// <param name="userId">The person.</param>
    /// <returns>The operation.</returns>
    public static PasskeyOperation RegisterFor(string userId) => new("register") { UserId = userId };

    /// <summary>A new passkey for whoever has this identifier; an account is made where there is none.</summary>
    /// <param name="username">The identifier.</param>
    /// <param name="displayName">The name to show. Null: the identifier.</param>
    /// <returns>The operation.</returns>
    public static PasskeyOperation RegisterAs(string username, string? displayName = null) => new("register") { Username = username, DisplayName = displayName };

    /// <summary>A sign-in, or a re-authentication, of one person.</summary>
    /// <param name="userId">The person.</param>
    /// <returns>The operation.</returns>
    public static PasskeyOperation AuthenticateAs(string userId) => new("authenticate") { UserId = userId };

    /// <summary>A sign-in of whoever picks a passkey.</summary>
    /// <returns>The operation.</returns>
    public static PasskeyOperation AuthenticateAnyone() => new("authenticate") { Options = new OperationOptions { Discoverable = true } };

    /// <summary>A sign-in with one of these passkeys.</summary>
    /// <param name="passkeyIds">Their ids, or their credential ids in base64url.</param>
    /// <returns>The operation.</returns>
    public static PasskeyOperation AuthenticateWith(params IReadOnlyList<string> passkeyIds) => new("authenticate") { Options = new OperationOptions { AllowCredentials = passkeyIds } };

    /// <summary>The list of a person's passkeys.</summary>
    /// <param name="userId">The person.</param>
    /// <returns>The operation.</returns>
    public static PasskeyOperation ListOf(string userId) => new("list") { UserId = userId };

    /// <summary>New names of a person; the browser gets what tells their devices.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="username">The new identifier. Null: as it is.</param>
    /// <param name="displayName">The new name to show. Null: as it is.</param>
    /// <returns>The operation.</returns>
    public static PasskeyOperation UpdateOf(string userId, string? username = null, string? displayName = null) =>
        new("update") { UserId = userId, Username = username, DisplayName = displayName };

    /// <summary>The removal of a person's passkeys; the browser gets what tells their devices.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="passkeyIds">Which, by their ids, or their credential ids in base64url. None: whichever the call then names.</param>
    /// <returns>The operation.</returns>
    public static PasskeyOperation DeleteOf(string userId, params IReadOnlyList<string> passkeyIds) => new("delete")
    {
        UserId = userId,
        Options = passkeyIds.Count == 0 ? null : new OperationOptions { AllowCredentials = passkeyIds },
    };

    internal JsonObject ToJson() => Compact(new JsonObject
    {
        ["type"] = Type,
        ["userId"] = UserId,
        ["username"] = Username,
        ["displayName"] = DisplayName,
        ["options"] = Options is { } options ? ToJson(options) : null,
    });

    private static JsonObject ToJson(OperationOptions options) => Compact(new JsonObject
    {
        ["rpId"] = options.RpId,
        ["allowCredentials"] = options.AllowCredentials is { } ids ? new JsonArray([.. ids.Select(id => (JsonNode)id)]) : null,
        ["discoverable"] = options.Discoverable,
        ["userVerification"] = Word(options.UserVerification),
        ["timeout"] = options.Timeout is { } timeout ? (long)timeout.TotalMilliseconds : null,
        ["mediation"] = Word(options.Mediation),
    });

    private static string? Word<T>(T? value)
        where T : struct, Enum => value is { } word ? JsonNamingPolicy.CamelCase.ConvertName(word.ToString()) : null;

    private static JsonObject Compact(JsonObject json)
    {
        foreach (var name in json.Where(member => member.Value is null).Select(member => member.Key).ToArray())
            json.Remove(name);
        return json;
    }
}
