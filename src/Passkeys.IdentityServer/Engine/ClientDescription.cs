namespace Passkeys.IdentityServer.Engine;

/// <summary>A client as administrators see it, whichever engine keeps it. It holds no secret.</summary>
public sealed record ClientDescription
{
    /// <summary>The client id (RFC 6749 §2.2).</summary>
    public required string ClientId { get; init; }

    /// <summary>What people call the application.</summary>
    public string Name => Settings.Name ?? ClientId;

    /// <summary>Whether it has nothing to authenticate with (RFC 6749 §2.1).</summary>
    public required bool IsPublic { get; init; }

    /// <summary>Where it comes from.</summary>
    public required ClientSource Source { get; init; }

    /// <summary>What is said of it.</summary>
    public required ClientSettings Settings { get; init; }

    /// <summary>What can be told of its secrets, without them; oldest first. Default none.</summary>
    public IReadOnlyList<ClientSecretHint> Secrets { get; init; } = [];

    /// <summary>When it was registered (UTC), or null when that is not known.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed (UTC), or null when that is not known.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Changes with every change; null for a client that administrators cannot edit.</summary>
    public Guid? Version { get; init; }

    /// <summary>Of the pools of a client of the configuration, those that administrators connected to it, and may disconnect. Default none.</summary>
    public IReadOnlyList<string> AddedPools { get; init; } = [];

    /// <summary>Whether administrators can edit it.</summary>
    public bool IsEditable => Version is not null;
}

/// <summary>Where a client comes from.</summary>
public enum ClientSource
{
    /// <summary>The configuration of the host, or a store that the host gave the engine.</summary>
    Configuration,

    /// <summary>An administrator registered it.</summary>
    Administration,
}

/// <summary>A secret of a client, without the secret.</summary>
/// <param name="Id">Its id, or null when it has none; it is no secret.</param>
/// <param name="CreatedAt">When it was made (UTC), or null when that is not known.</param>
public sealed record ClientSecretHint(string? Id, DateTimeOffset? CreatedAt);

/// <summary>All clients that an engine can name.</summary>
/// <param name="Clients">The clients, by id.</param>
/// <param name="IsComplete">Whether these are all. A store may be one that finds a client by its id and lists none.</param>
public sealed record ClientListing(IReadOnlyList<ClientDescription> Clients, bool IsComplete);
