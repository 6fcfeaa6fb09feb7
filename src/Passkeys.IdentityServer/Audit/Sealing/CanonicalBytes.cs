using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Passkeys.IdentityServer.Audit.Sealing;

/// <summary>
/// An encoding that says one thing only: each text tells whether it is there and how long it is, each number has eight bytes, big-endian. So no two
/// entries have the same bytes, whatever stands in their members, and every database gives the same back.
/// </summary>
internal sealed class CanonicalBytes
{
    private readonly ArrayBufferWriter<byte> _bytes = new(512);

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public CanonicalBytes Text(string? text)
    {
        _bytes.Write([text is null ? (byte)0 : (byte)1]);
        if (text is null)
            return this;
        var length = Encoding.UTF8.GetByteCount(text);
        Number(length);
        _bytes.Advance(Encoding.UTF8.GetBytes(text, _bytes.GetSpan(length)));
        return this;
    }

    public CanonicalBytes Number(long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(sizeof(long)), number);
        _bytes.Advance(sizeof(long));
        return this;
    }

    public CanonicalBytes Id(Guid id)
    {
        id.TryWriteBytes(_bytes.GetSpan(16), bigEndian: true, out var written);
        _bytes.Advance(written);
        return this;
    }

    // PostgreSQL keeps microseconds, SQLite and SQL Server more: what all of them keep is what counts.
    public CanonicalBytes Time(DateTimeOffset at) => Number(at.UtcTicks / TimeSpan.TicksPerMicrosecond);
}
