using System.Text.Json;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Transfer.Formats;

namespace Passkeys.IdentityServer.Transfer.Exports;

internal sealed class ExportCredentials(PasskeysDbContext db, ExportedPeople people, AuditTrail audit, TimeProvider time) : ICredentialExport
{
    public async Task<int> WriteAsync(Pool pool, Administrator by, Stream output, CancellationToken ct)
    {
        var (users, passkeys) = (await people.CountAsync(pool.Id, ct), await people.CountPasskeysAsync(pool.Id, ct));
        // Before the first byte: whoever breaks off at the last one has it all the same.
        audit.Add(pool.Id, AuditEvent.CredentialsExported, by.Facts with { Reason = $"{users} people, {passkeys} passkeys" });
        await db.SaveChangesAsync(ct);

        await WriteLineAsync(output, new { format = PasskeysFormat.Label, version = PasskeysFormat.Version, pool = pool.Id.Value, rpId = pool.RpId, exportedAt = time.GetUtcNow() }, ct);
        var written = 0;
        IReadOnlyList<PersonWithPasskeys> part;
        for (string? last = null; (part = await people.ReadAsync(pool.Id, last, ct)).Count > 0; last = part[^1].User.NormalizedUserName)
        {
            foreach (var person in part)
                await WriteLineAsync(output, ExportedPersonJson.Of(person), ct);
            written += part.Count;
            await output.FlushAsync(ct);
        }
        return written;
    }

    // The serializer writes no line break.
    private static async Task WriteLineAsync(Stream output, object line, CancellationToken ct)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(line, ApiJson.Options);
        Array.Resize(ref bytes, bytes.Length + 1);
        bytes[^1] = (byte)'\n';
        await output.WriteAsync(bytes, ct);
    }
}
