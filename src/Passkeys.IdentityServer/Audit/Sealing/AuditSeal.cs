using System.Buffers.Text;
using System.Security.Cryptography;

namespace Passkeys.IdentityServer.Audit.Sealing;

/// <summary>The keyed hashes of the audit (HMAC-SHA256, RFC 2104): over each entry with the hash of the one before, and over the ends of a chain.</summary>
/// <param name="key">The host's secret <see cref="SecretName"/>.</param>
internal sealed class AuditSeal(ReadOnlyMemory<byte> key)
{
    /// <summary>The name of the host's secret. Without it no seal can be made or checked.</summary>
    public const string SecretName = "audit-seal";

    /// <summary>The hash of an entry.</summary>
    /// <param name="entry">The entry as the database gives it back.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="previous">The hash of the one before; empty for the first.</param>
    public string Of(AuditEntry entry, long sequence, string previous) => Of(new CanonicalBytes()
        .Text("passkeys.audit.entry.1")
        .Text(AuditChain.Of(entry.Pool))
        .Text(previous)
        .Number(sequence)
        .Id(entry.Id)
        .Time(entry.At)
        .Text(entry.Event)
        .Text(entry.Outcome)
        .Text(entry.Reason)
        .Text(entry.UserId)
        .Text(entry.ClientId)
        .Text(entry.PasskeyId)
        .Text(entry.IpAddress)
        .Text(entry.Actor));

    /// <summary>The seal of the ends of a chain.</summary>
    public string Of(AuditHead head) => Of(new CanonicalBytes()
        .Text("passkeys.audit.head.1")
        .Text(head.Chain)
        .Number(head.Sequence)
        .Text(head.Hash)
        .Number(head.RemovedSequence)
        .Text(head.RemovedHash));

    private string Of(CanonicalBytes bytes) => Base64Url.EncodeToString(HMACSHA256.HashData(key.Span, bytes.Written));
}
