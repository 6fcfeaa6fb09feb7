namespace Passkeys.IdentityServer.RateLimits;

/// <summary>What one node has in hand of one counter.</summary>
internal sealed class RateShare
{
    private readonly Lock _lock = new();
    private int _left;
    private DateTimeOffset _endsAt;
    private bool _usedUp;

    /// <summary>Whether the node can answer by itself: one is taken (<paramref name="wait"/> null), or none is left until the window ends.</summary>
    public bool TryTake(DateTimeOffset now, out TimeSpan? wait)
    {
        lock (_lock)
        {
            wait = null;
            if (_endsAt <= now)
                return false;
            if (_left > 0)
            {
                _left--;
                return true;
            }
            wait = _usedUp ? _endsAt - now : null;
            return _usedUp;
        }
    }

    /// <summary>Keeps what was taken from the counter, less the one that it was taken for. Null, or how long to wait when nothing was.</summary>
    public TimeSpan? Fill(RateTaken taken, DateTimeOffset now)
    {
        lock (_lock)
        {
            // Two calls may have asked at once, around the end of a window: what belongs to another window than the newest is let go.
            if (taken.EndsAt > _endsAt)
                (_left, _endsAt, _usedUp) = (0, taken.EndsAt, false);
            if (taken.EndsAt == _endsAt)
            {
                _left += Math.Max(0, taken.Count - 1);
                _usedUp |= taken.Count == 0;
            }
            return taken.Count > 0 ? null : taken.EndsAt - now;
        }
    }
}

/// <summary>What was taken from a counter: how much, 0 when it is used up, and when its window ends (UTC).</summary>
internal readonly record struct RateTaken(int Count, DateTimeOffset EndsAt);
