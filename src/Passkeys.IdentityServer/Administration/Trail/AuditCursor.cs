using System.Buffers.Binary;
using System.Buffers.Text;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Administration.Trail;

/// <summary>An entry that was shown last: what comes next is older. So it stays where it is while new entries come.</summary>
/// <param name="At">When it was written (UTC).</param>
/// <param name="Id">Its id.</param>
internal sealed record AuditCursor(DateTimeOffset At, Guid Id)
{
    private const int Length = sizeof(long) + 16;

    public static AuditCursor After(AuditEntry entry) => new(entry.At, entry.Id);

    /// <summary>Reads a cursor of an address; null is the beginning.</summary>
    /// <exception cref="InvalidMemberException">It is none.</exception>
    public static AuditCursor? Read(string? text)
    {
        if (text is null)
            return null;
        var bytes = new byte[Length + 2];
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Length
            || BinaryPrimitives.ReadInt64BigEndian(bytes) is var ticks && (ticks < 0 || ticks > DateTimeOffset.MaxValue.Ticks))
            throw new InvalidMemberException("cursor", "the next of an earlier answer is expected.");
        return new AuditCursor(new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(bytes), TimeSpan.Zero), new Guid(bytes.AsSpan(sizeof(long), 16), bigEndian: true));
    }

    public override string ToString()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, At.UtcTicks);
        Id.TryWriteBytes(bytes.AsSpan(sizeof(long)), bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }
}
