namespace Passkeys.IntegrationTests.Hosts;

/// <summary>People that no other test knows.</summary>
internal static class Someone
{
    private static int _count;

    public static string New() => $"someone-{Interlocked.Increment(ref _count)}@example.com";
}
