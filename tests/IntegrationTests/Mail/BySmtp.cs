using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Mail;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Mail;

/// <summary>A host that sends its mail by SMTP.</summary>
public sealed class BySmtp
{
    private readonly string _identifier = Someone.New();

    [Fact]
    public async Task A_letter_arrives_with_its_code_as_text_and_as_HTML()
    {
        await using var server = StandInMailServer.Start();
        await using var host = await HostFixture.StartAsync(TestDatabase.Sqlite(), server.Settings());

        await SignUpAsync(host);

        var mail = await server.ReceivedAsync();
        mail.From.ShouldContain("<no-reply@example.com>");
        mail.To.ShouldContain($"<{_identifier}>");
        mail.Letter.ShouldContain("Subject: Your code for");
        mail.Letter.ShouldContain("Auto-Submitted: auto-generated");
        mail.Letter.ShouldContain("text/plain");
        mail.Letter.ShouldContain("text/html");
        mail.Decoded.ShouldMatch("(?s).*[0-9]{8}.*<strong[^>]*>[0-9]{8}</strong>.*");
    }

    [Fact]
    public async Task A_letter_that_is_put_off_is_tried_again()
    {
        await using var server = StandInMailServer.Start(refusals: 2);
        await using var host = await HostFixture.StartAsync(TestDatabase.Sqlite(), server.Settings());

        await SignUpAsync(host);

        (await server.ReceivedAsync()).To.ShouldContain(_identifier);
    }

    // As many as there are senders.
    [Fact]
    public async Task Letters_that_are_put_off_keep_no_other_waiting()
    {
        await using var server = StandInMailServer.Start(refusals: 4);
        await using var host = await HostFixture.StartAsync(TestDatabase.Sqlite(), server.Settings(("Mail:RetryAfter", "01:00:00")));
        var post = host.Services.GetRequiredService<IMailSender>();
        for (var letter = 0; letter < 4; letter++)
            await post.SendAsync(LetterTo($"nobody{letter}@example.com"), CancellationToken.None);
        await host.Log.ArrivalAsync("A mail (notice) could not be sent, attempt 1");

        await post.SendAsync(LetterTo(_identifier), CancellationToken.None);

        (await server.ReceivedAsync()).Letter.ShouldContain("Subject: A letter");
    }

    [Fact]
    public async Task No_answer_waits_for_a_mail_server_that_says_nothing()
    {
        await using var server = StandInMailServer.Start(silent: true);
        await using var host = await HostFixture.StartAsync(TestDatabase.Sqlite(), server.Settings(("Mail:Timeout", "00:00:00.3")));

        (await SignUpAsync(host)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Nothing_is_sent_in_clear_to_a_server_that_has_to_encrypt()
    {
        await using var server = StandInMailServer.Start();
        await using var host = await HostFixture.StartAsync(TestDatabase.Sqlite(), server.Settings(("Mail:Security", "StartTls")));

        await SignUpAsync(host);
        await host.Log.ArrivalAsync("A mail (activation) could not be sent, attempt 3");

        server.Waiting.ShouldBe(0);
        server.Commands.ShouldNotContain(command => command.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase));
        host.Log.Lines.ShouldNotContain(line => line.Contains("Mail.MailQueue", StringComparison.Ordinal) && line.Contains(_identifier, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_host_with_a_name_at_the_server_gives_it()
    {
        await using var server = StandInMailServer.Start();
        await using var host = await HostFixture.StartAsync(TestDatabase.Sqlite(), server.Settings(("Mail:UserName", "sender"), ("Mail:Password", "sesame")));

        await SignUpAsync(host);
        await server.ReceivedAsync();

        server.Commands.ShouldContain($"AUTH login {Convert.ToBase64String("sender"u8)}");
    }

    private static MailMessage LetterTo(string address) => new() { To = address, Subject = "A letter", Text = "Words", Html = "<p>Words</p>", Kind = MailKind.Notice };

    private async Task<Answer> SignUpAsync(HostFixture host)
    {
        var site = await host.NewPoolAsync(policy => policy with { Registration = policy.Registration with { Activation = true } });
        using var phone = site.NewPhone();
        var ceremony = await site.BeginSignUpAsync(_identifier);
        var body = new JsonObject { ["ceremony"] = ceremony.Token, ["credential"] = phone.Register(ceremony.Options), ["signup"] = ceremony.SignUp };
        return (await site.PostAsync("register/webauthn/finish", body)).OrThrow();
    }
}
