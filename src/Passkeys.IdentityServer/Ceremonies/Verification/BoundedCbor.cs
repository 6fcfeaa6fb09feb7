using System.Formats.Cbor;

namespace Passkeys.IdentityServer.Ceremonies.Verification;

/// <summary>
/// Passes over CBOR that is nested no deeper than anything of WebAuthn is. Authenticators nest four levels at most (CTAP 2.2 §8, message encoding); a stranger's
/// reply may be nested as deep as it is long, and whoever reads it by recursion afterwards, as a library may, ends the process.
/// </summary>
internal static class BoundedCbor
{
    private const int MaxDepth = 16;

    /// <summary>Passes over the next value.</summary>
    /// <exception cref="CborContentException">It is not well-formed, or nested too deeply.</exception>
    public static void SkipBounded(this CborReader reader)
    {
        var outside = reader.CurrentDepth;
        do
        {
            Step(reader);
            if (reader.CurrentDepth > MaxDepth)
                throw new CborContentException($"It is nested deeper than {MaxDepth} levels.");
        }
        while (reader.CurrentDepth > outside);
    }

    private static void Step(CborReader reader)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.StartMap: reader.ReadStartMap(); break;
            case CborReaderState.EndMap: reader.ReadEndMap(); break;
            case CborReaderState.StartArray: reader.ReadStartArray(); break;
            case CborReaderState.EndArray: reader.ReadEndArray(); break;
            default: reader.SkipValue(); break;
        }
    }
}
