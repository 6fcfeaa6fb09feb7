using System.Collections.Concurrent;
using System.Diagnostics;
using Passkeys.Testing.Hosting;

namespace Passkeys.Benchmarks.Load;

/// <summary>Workers that each sign in, wait for the tokens, and sign in again.</summary>
internal sealed class ClosedLoop(Site site, IReadOnlyList<Person> people)
{
    /// <summary>Bounds the rows that one run may leave in the database.</summary>
    public const int MostCeremonies = 200_000;

    private const string Client = "native-app";
    private const string Scope = "openid offline_access";
    private readonly ConcurrentDictionary<string, int> _errors = new(StringComparer.Ordinal);
    private int _left;

    public async Task<LoadResult> RunAsync(int workers, TimeSpan duration, int most, CancellationToken ct)
    {
        _left = most;
        var started = Stopwatch.GetTimestamp();
        var timings = await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(() => WorkAsync(worker, workers, started, duration, ct), ct)));
        var took = Stopwatch.GetElapsedTime(started);
        return new LoadResult(workers, took, [.. timings.SelectMany(own => own)], new Dictionary<string, int>(_errors));
    }

    // A worker has every so manieth person to itself: an authenticator is not made for two at once.
    private async Task<List<Timing>> WorkAsync(int worker, int workers, long started, TimeSpan duration, CancellationToken ct)
    {
        var own = people.Where((_, index) => index % workers == worker).ToList();
        var timings = new List<Timing>();
        for (var turn = 0; Stopwatch.GetElapsedTime(started) < duration && Interlocked.Decrement(ref _left) >= 0; turn++)
        {
            ct.ThrowIfCancellationRequested();
            if (await TryCeremonyAsync(own[turn % own.Count]) is { } timing)
                timings.Add(timing);
        }

        return timings;
    }

    private async Task<Timing?> TryCeremonyAsync(Person person)
    {
        try
        {
            return await CeremonyAsync(person);
        }
        catch (Exception failure) when (failure is HttpRequestException or InvalidOperationException or TaskCanceledException)
        {
            _errors.AddOrUpdate(failure.Message, 1, (_, count) => count + 1);
            return null;
        }
    }

    // What the authenticator takes to sign is not the host's, and not counted.
    private async Task<Timing> CeremonyAsync(Person person)
    {
        var started = Stopwatch.GetTimestamp();
        var ceremony = await site.BeginSignInAsync(person.Identifier, Client);
        var begin = Stopwatch.GetElapsedTime(started);
        var assertion = person.Phone.Sign(ceremony.Options);

        started = Stopwatch.GetTimestamp();
        var tokens = Tokens.Of(await site.TokenAsync(ceremony, assertion, Client, Scope));
        var token = Stopwatch.GetElapsedTime(started);
        return tokens is { Refresh: not null, Id: not null } ? new Timing(begin, token) : throw new InvalidOperationException("A token is missing.");
    }
}

/// <summary>How long the two calls of one ceremony took, from the first byte sent to the last one read.</summary>
internal readonly record struct Timing(TimeSpan Begin, TimeSpan Token)
{
    public TimeSpan Both => Begin + Token;
}

/// <summary>What one concurrency gave.</summary>
internal sealed record LoadResult(int Workers, TimeSpan Took, IReadOnlyList<Timing> Timings, IReadOnlyDictionary<string, int> Errors)
{
    public double PerSecond => Timings.Count / Took.TotalSeconds;
}
