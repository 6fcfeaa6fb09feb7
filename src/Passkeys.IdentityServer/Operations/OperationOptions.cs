using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Operations;

/// <summary>The member <c>options</c> of an operation: each may be tighter than the pool, none looser, and each stands only where it means something.</summary>
internal static class OperationOptions
{
    public const string AllowCredentials = "allowCredentials";
    public const string Discoverable = "discoverable";

    private const string Name = "options";
    private const string RpId = "rpId";
    private const string UserVerification = "userVerification";
    private const string Timeout = "timeout";
    private const string Mediation = "mediation";

    private static readonly string[] All = [RpId, AllowCredentials, Discoverable, UserVerification, Timeout, Mediation];

    // From the loosest to the strictest.
    private static readonly string[] Levels = [Requirement.Discouraged, Requirement.Preferred, Requirement.Required];

    /// <summary>The member, in which nothing is out of place for the type; null when it is absent.</summary>
    public static JsonMember? Find(JsonMember body, string type)
    {
        if (body.OptionalObject(Name) is not { } options)
            return null;
        foreach (var name in All.Except(OfType(type)))
            options.Refuse(name, $"it means nothing for an operation of type {type}.");
        return options;
    }

    /// <summary>The operation with what the options say of its ceremony.</summary>
    public static Operation Apply(JsonMember options, Pool pool, Operation operation) => operation with
    {
        RpId = ReadRpId(options, pool, operation.Type),
        UserVerification = ReadVerification(options, pool.Policy),
        TimeoutMilliseconds = options.OptionalNumber(Timeout, 1, pool.Policy.CeremonyLifetimeSeconds * 1000),
        Mediation = ReadMediation(options),
    };

    private static string[] OfType(string type) => type switch
    {
        OperationType.Register => [RpId, UserVerification, Timeout],
        OperationType.Authenticate => All,
        OperationType.Delete => [AllowCredentials],
        _ => [],
    };

    // requirements.md, contradiction 7. A new passkey is one of the RP ID that the pool has now.
    private static string? ReadRpId(JsonMember options, Pool pool, string type)
    {
        if (options.OptionalString(RpId) is not { } rpId)
            return null;
        var fits = type == OperationType.Register ? rpId == pool.RpId : pool.Accepts(rpId);
        return fits ? rpId : throw new InvalidMemberException(options.PathOf(RpId), "an RP ID of this pool is expected; for a new passkey, its current one.");
    }

    private static string? ReadVerification(JsonMember options, PoolPolicy policy)
    {
        if (options.OptionalString(UserVerification) is not { } level)
            return null;
        var stricter = Array.IndexOf(Levels, policy.UserVerification);
        return Array.IndexOf(Levels, level) >= stricter
            ? level
            : throw new InvalidMemberException(options.PathOf(UserVerification), $"one of {string.Join(", ", Levels[stricter..])} is expected: no looser than the pool.");
    }

    private static string? ReadMediation(JsonMember options) =>
        options.OptionalString(Mediation) is not { } mediation ? null
        : Ceremonies.Authentication.Mediation.All.Contains(mediation) ? mediation
        : throw new InvalidMemberException(options.PathOf(Mediation), $"one of {string.Join(", ", Ceremonies.Authentication.Mediation.All)} is expected.");
}
