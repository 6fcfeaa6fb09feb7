using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>What a back end allows a browser or an app to do, once: the content of an operation token.</summary>
internal sealed record Operation
{
    /// <summary>What is claimed when it has done its work.</summary>
    public required string Id { get; init; }

    public required PoolId Pool { get; init; }

    /// <summary>The client that allowed it, and that alone may exchange what comes of it.</summary>
    public required string ClientId { get; init; }

    /// <summary>One of <see cref="OperationType"/>.</summary>
    public required string Type { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The person, or null: anyone who has a passkey, or an account that is yet to be made.</summary>
    public string? UserId { get; init; }

    /// <summary>The id of the account that a registration is to make, or null.</summary>
    public string? NewUserId { get; init; }

    /// <summary>The identifier of the account to be made, or the one that an update gives.</summary>
    public string? Username { get; init; }

    /// <summary>What the person likes to be called, likewise.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The only passkeys it is about, by their ids in the API; null: any of the person.</summary>
    public IReadOnlyList<string>? PasskeyIds { get; init; }

    /// <summary>The RP ID, one of the pool's; null: the pool's own.</summary>
    public string? RpId { get; init; }

    /// <summary>User verification, at least as strict as the pool's; null: the pool's.</summary>
    public string? UserVerification { get; init; }

    /// <summary>How long the browser gives the person, in milliseconds; null: as long as the ceremony lives.</summary>
    public int? TimeoutMilliseconds { get; init; }

    /// <summary>How the browser is to mediate; null: as the page says.</summary>
    public string? Mediation { get; init; }

    /// <summary>The audit's word for who did it: a client, in the name of nobody.</summary>
    public string Actor => "client:" + ClientId;
}

/// <summary>What a back end can allow.</summary>
internal static class OperationType
{
    public const string Register = "register";
    public const string Authenticate = "authenticate";
    public const string List = "list";
    public const string Update = "update";
    public const string Delete = "delete";

    public static readonly string[] All = [Register, Authenticate, List, Update, Delete];
}

/// <summary>Reads operation tokens where they are used. Operations implement it.</summary>
internal interface IOperationTokens
{
    /// <summary>Whether a bearer token is meant to be an operation token: no access token looks like one.</summary>
    bool Recognizes(string bearer);

    /// <summary>The operation; null when the token is forged, expired, used, of another pool or of another type, or its client serves the pool no more.</summary>
    Task<Operation?> ReadAsync(Pool pool, string bearer, string type, CancellationToken ct);

    /// <summary>
    /// Uses an operation up: true for exactly one caller. In a transaction it counts when that commits, so that an operation whose work fails stays good.
    /// </summary>
    Task<bool> TryUseAsync(Operation operation, CancellationToken ct);
}
