namespace Passkeys.IdentityServer.Administration.Pools.Doctor;

/// <summary>What the doctor sees of the world outside this host.</summary>
internal interface IOutside
{
    /// <summary>Fetches a document. Whatever goes wrong is in the answer.</summary>
    Task<FetchedDocument> GetAsync(Uri address, CancellationToken ct);

    /// <summary>Whether something listens there. For addresses of the host's configuration alone.</summary>
    Task<bool> ListensAsync(string host, int port, CancellationToken ct);
}

/// <summary>What came of fetching a document.</summary>
/// <param name="Failure">Why there was no answer, in words that go on a sentence; null when there was one.</param>
/// <param name="Status">The HTTP status, 0 without an answer.</param>
/// <param name="MediaType">The media type, or null.</param>
/// <param name="Text">The body; empty without one.</param>
/// <param name="Date">When the server says that it answered (RFC 9110 §6.6.1), or null.</param>
internal sealed record FetchedDocument(string? Failure, int Status, string? MediaType, string Text, DateTimeOffset? Date)
{
    public static FetchedDocument Failed(string why) => new(why, 0, MediaType: null, "", Date: null);
}
