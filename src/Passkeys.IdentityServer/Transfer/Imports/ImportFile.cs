using System.Buffers.Text;
using System.Security.Cryptography;

namespace Passkeys.IdentityServer.Transfer.Imports;

/// <summary>A file that is being imported, kept on this machine's disk until it is disposed of: it is read more than once.</summary>
internal sealed class ImportFile : IDisposable
{
    private const int Chunk = 128 * 1024;

    private ImportFile(FileStream content, string hash) => (Content, Hash) = (content, hash);

    /// <summary>What is in it; it can be read from its beginning as often as one likes.</summary>
    public Stream Content { get; }

    /// <summary>SHA-256, base64url.</summary>
    public string Hash { get; }

    /// <summary>Keeps what comes in; null when that is longer than <paramref name="maxBytes"/>.</summary>
    public static async Task<ImportFile?> SpoolAsync(Stream incoming, string? directory, long maxBytes, CancellationToken ct)
    {
        var content = Create(directory ?? Path.GetTempPath());
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[Chunk];
            int read;
            while ((read = await incoming.ReadAsync(buffer, ct)) > 0)
            {
                if (content.Length + read > maxBytes)
                {
                    await content.DisposeAsync();
                    return null;
                }
                hash.AppendData(buffer, 0, read);
                await content.WriteAsync(buffer.AsMemory(0, read), ct);
            }
            await content.FlushAsync(ct);
            return new ImportFile(content, Base64Url.EncodeToString(hash.GetHashAndReset()));
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    public void Dispose() => Content.Dispose();

    // People's data: nobody else on the machine reads it, and nothing of it stays.
    private static FileStream Create(string directory)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = Chunk,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(directory, "passkeys-import-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16))), options);
    }
}
