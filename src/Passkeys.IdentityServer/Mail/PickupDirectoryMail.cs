using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Passkeys.IdentityServer.Mail;

/// <summary>Puts each message as a JSON file into a folder, from where another program may send it. A file appears whole or not at all.</summary>
internal sealed class PickupDirectoryMail(IOptions<MailOptions> options, IHostEnvironment host, TimeProvider time) : IMailSender
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public async Task SendAsync(MailMessage message, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var folder = Directory.CreateDirectory(Path.Combine(host.ContentRootPath, options.Value.PickupDirectory ?? Path.Combine("App_Data", "mail"))).FullName;
        var file = Path.Combine(folder, $"{now:yyyyMMdd'T'HHmmssfff}-{Guid.CreateVersion7(now):N}.json");
        var content = new { message.To, message.Subject, message.Text, message.Html, message.Kind, message.Code, message.Link, SentAt = now.UtcDateTime, message.SenderName, message.ReplyTo };
        await File.WriteAllBytesAsync(file + ".part", JsonSerializer.SerializeToUtf8Bytes(content, Format), ct);
        File.Move(file + ".part", file);
    }
}
