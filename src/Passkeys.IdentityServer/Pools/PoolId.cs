using System.Diagnostics.CodeAnalysis;

namespace Passkeys.IdentityServer.Pools;

/// <summary>The id of an identity pool: 2 to 63 characters of <c>a-z</c>, <c>0-9</c> and <c>-</c>.</summary>
/// <param name="Value">The id as it stands in a URL.</param>
public readonly record struct PoolId(string Value)
{
    /// <summary>The longest id a pool may have, in characters.</summary>
    public const int MaxLength = 63;

    /// <summary>Reads an id, refusing anything that no pool can have.</summary>
    public static bool TryParse([NotNullWhen(true)] string? value, out PoolId pool)
    {
        var wellFormed = value is { Length: >= 2 and <= MaxLength } && value.All(IsAllowed);
        pool = wellFormed ? new PoolId(value!) : default;
        return wellFormed;
    }

    /// <summary>Whether one comes before another in a list, character by character. Queries use it too.</summary>
    public static bool operator <(PoolId left, PoolId right) => string.CompareOrdinal(left.Value, right.Value) < 0;

    /// <summary>Whether one comes after another.</summary>
    public static bool operator >(PoolId left, PoolId right) => string.CompareOrdinal(left.Value, right.Value) > 0;

    /// <summary>Whether one comes before another, or is the same.</summary>
    public static bool operator <=(PoolId left, PoolId right) => string.CompareOrdinal(left.Value, right.Value) <= 0;

    /// <summary>Whether one comes after another, or is the same.</summary>
    public static bool operator >=(PoolId left, PoolId right) => string.CompareOrdinal(left.Value, right.Value) >= 0;

    /// <inheritdoc />
    public override string ToString() => Value ?? "";

    private static bool IsAllowed(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-';
}
