namespace Passkeys.Testing.Hosting;

/// <summary>A clock that stands still until a test advances it. It starts at the machine's time.</summary>
public sealed class AdjustableClock : TimeProvider
{
    private readonly Lock _guard = new();
    private DateTimeOffset _now = System.GetUtcNow();

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_guard)
            return _now;
    }

    /// <summary>Moves the clock forward.</summary>
    public void Advance(TimeSpan by)
    {
        lock (_guard)
            _now += by;
    }
}
