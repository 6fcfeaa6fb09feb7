using System.Text.Json.Serialization;

namespace Passkeys.IdentityServer.Transfer;

/// <summary>An import as administrators see it.</summary>
public sealed record ImportState
{
    /// <summary>The import.</summary>
    public required Guid Id { get; init; }

    /// <summary>One of <see cref="ImportFormat"/>.</summary>
    public required string Format { get; init; }

    /// <summary><c>running</c>, <c>finished</c>, or <c>interrupted</c>: it goes on when the same file is imported again.</summary>
    public required string Status { get; init; }

    /// <summary>Who began it: a user id, <c>client:id</c>, or <c>operator</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last got on (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was done (UTC), or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How many records the file has.</summary>
    public required int Total { get; init; }

    /// <summary>How many of them are done.</summary>
    public required int Done { get; init; }

    /// <summary>How many people were added.</summary>
    public required int Users { get; init; }

    /// <summary>How many credentials were added.</summary>
    public required int Credentials { get; init; }

    /// <summary>How many credentials were there already.</summary>
    public required int Skipped { get; init; }

    /// <summary><see cref="Status"/> of one that goes on.</summary>
    public const string Running = "running";

    /// <summary><see cref="Status"/> of one that is done.</summary>
    public const string Finished = "finished";

    /// <summary><see cref="Status"/> of one that stopped before its end.</summary>
    public const string Interrupted = "interrupted";
}
