namespace Passkeys.Testing.Authenticators;

/// <summary>Small damages, to be read in a test as what they are.</summary>
public static class ByteEdits
{
    /// <summary>The same bytes with one bit of the last one turned.</summary>
    public static byte[] WithFlippedBit(this byte[] bytes)
    {
        var copy = bytes.ToArray();
        copy[^1] ^= 1;
        return copy;
    }

    /// <summary>The bytes without the last ones.</summary>
    public static byte[] WithoutLast(this byte[] bytes, int count) => bytes[..^count];

    /// <summary>The bytes with others after them.</summary>
    public static byte[] WithTrailing(this byte[] bytes, params byte[] more) => [.. bytes, .. more];
}
