using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace Passkeys.IdentityServer.Json;

/// <summary>Reads the JSON body of a request, bounded in size and depth.</summary>
internal static class JsonBody
{
    /// <summary>The largest body, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    public static readonly JsonDocumentOptions Limits = new() { MaxDepth = 16 };

    private const string Expected = "a JSON object, well-formed and at most 16 levels deep, is expected.";

    /// <summary>The body as an object; an absent body is an empty one.</summary>
    /// <exception cref="InvalidMemberException">It is not a JSON object.</exception>
    /// <exception cref="BadHttpRequestException">It is too large (413) or of another media type (415).</exception>
    public static async Task<JsonMember> ReadAsync(HttpContext http, int maxBytes = MaxBytes)
    {
        var bytes = await ReadBytesAsync(http.Request, maxBytes, http.RequestAborted);
        if (bytes.Length == 0)
            bytes = "{}"u8.ToArray();
        else if (!http.Request.HasJsonContentType())
            throw new BadHttpRequestException("Content-Type: application/json is expected.", StatusCodes.Status415UnsupportedMediaType);
        return new JsonMember(Parse(bytes), "");
    }

    private static JsonElement Parse(byte[] bytes)
    {
        // RFC 8259 §8.1. The parser looks only at what is asked for.
        if (!Utf8.IsValid(bytes))
            throw new InvalidMemberException("body", Expected);
        try
        {
            using var document = JsonDocument.Parse(bytes, Limits);
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new InvalidMemberException("body", Expected);
        }
        catch (JsonException)
        {
            throw new InvalidMemberException("body", Expected);
        }
    }

    private static async Task<byte[]> ReadBytesAsync(HttpRequest request, int maxBytes, CancellationToken ct)
    {
        if (request.ContentLength > maxBytes)
            throw TooLarge(maxBytes);
        using var read = new MemoryStream();
        var buffer = new byte[8192];
        int count;
        while ((count = await request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (read.Length + count > maxBytes)
                throw TooLarge(maxBytes);
            read.Write(buffer, 0, count);
        }
        return read.ToArray();
    }

    private static BadHttpRequestException TooLarge(int maxBytes) =>
        new($"The body may have at most {maxBytes} bytes.", StatusCodes.Status413PayloadTooLarge);
}
