namespace Passkeys.IntegrationTests.RoundTrips;

/// <summary>What one request asked of the database. A batch is one command; BEGIN travels with the command after it.</summary>
/// <param name="Commands">Commands, or batches of them.</param>
/// <param name="Commits">Commits of a transaction that was begun; a command alone commits itself.</param>
public sealed record Trips(int Commands, int Commits)
{
    /// <summary>How often the request waited for the database.</summary>
    public int Total => Commands + Commits;
}
