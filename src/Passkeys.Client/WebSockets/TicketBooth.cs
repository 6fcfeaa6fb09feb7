using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Passkeys.Client.Bearer;

namespace Passkeys.Client.WebSockets;

/// <summary>
/// Gives out tickets and takes them back. A browser cannot set a header on a WebSocket, and a token has no place in an address: a ticket stands for the token once,
/// for half a minute, on one path.
/// </summary>
internal sealed class TicketBooth(ITicketStore store, IOptions<PasskeysBearerOptions> options, TimeProvider time)
{
    private const int TicketLength = 32;
    private static readonly int EncodedLength = Base64Url.GetEncodedLength(TicketLength);

    public TimeSpan Lifetime => options.Value.TicketLifetime;

    /// <summary>A new ticket for the token and the path.</summary>
    public async Task<string> IssueAsync(string accessToken, string path, CancellationToken ct)
    {
        var ticket = RandomNumberGenerator.GetBytes(TicketLength);
        var expiresAt = time.GetUtcNow() + Lifetime;
        await store.AddAsync(new StoredTicket(IdOf(ticket), TicketSeal.Close(ticket, path, accessToken), expiresAt), ct);
        return Base64Url.EncodeToString(ticket);
    }

    /// <summary>The token that the ticket stands for, or null. The ticket is used up either way.</summary>
    public async Task<string?> RedeemAsync(string ticket, string path, CancellationToken ct)
    {
        if (ticket.Length != EncodedLength || !Base64Url.IsValid(ticket))
            return null;
        var secret = Base64Url.DecodeFromChars(ticket);
        var stored = await store.TakeAsync(IdOf(secret), ct);
        return stored is not null && time.GetUtcNow() < stored.ExpiresAt ? TicketSeal.Open(secret, path, stored.Sealed.Span) : null;
    }

    private static string IdOf(byte[] ticket) => Base64Url.EncodeToString(SHA256.HashData([.. "ticket id"u8, .. ticket]));
}
