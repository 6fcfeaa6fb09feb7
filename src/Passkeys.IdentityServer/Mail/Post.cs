using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Mail;

/// <summary>Writes letters to people and hands them to the sender.</summary>
internal sealed class Post(IMailSender mail)
{
    /// <summary>Sends a letter, in the language that is wanted most. Nothing is sent to whoever has no address.</summary>
    public Task SendAsync(Pool pool, PoolUser to, Letter letter, IReadOnlyList<string> languages, CancellationToken ct) =>
        to.Email is { } address ? mail.SendAsync(Letters.Write(letter, pool, address, MailLanguage.Choose(pool, languages)), ct) : Task.CompletedTask;
}
