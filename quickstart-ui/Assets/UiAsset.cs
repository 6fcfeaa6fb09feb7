using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Passkeys.QuickstartUi.Assets;

/// <summary>One file of the pages, as it is sent: as it is, or compressed once for all.</summary>
internal sealed class UiAsset(byte[] content, string contentType, string hash)
{
    private const int HashLength = 16;

    public string ContentType { get; } = contentType;

    public string Hash { get; } = hash;

    public (byte[] Bytes, EntityTagHeaderValue Tag) Plain { get; } = (content, Tag(hash));

    // RFC 9110 §8.8.3: another encoding is another representation, with a tag of its own.
    public (byte[] Bytes, EntityTagHeaderValue Tag) Brotli { get; } = (Compress(content), Tag(hash + "-br"));

    /// <summary>A file with this content.</summary>
    public static UiAsset Of(byte[] content, string contentType) => new(content, contentType, HashOf(content));

    /// <summary>Tells contents apart.</summary>
    public static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content))[..HashLength];

    private static EntityTagHeaderValue Tag(string value) => new($"\"{value}\"");

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize))
            brotli.Write(content);
        return compressed.ToArray();
    }
}
