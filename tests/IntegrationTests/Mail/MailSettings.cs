using Passkeys.IdentityServer.Mail;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Mail;

/// <summary>Settings by which no mail could be sent keep a host from starting.</summary>
public sealed class MailSettings
{
    [Fact]
    public void Without_a_server_there_is_nothing_to_set() => Problems(_ => { }, host: null).ShouldBeEmpty();

    [Fact]
    public void A_server_and_a_sender_are_enough() => Problems(_ => { }).ShouldBeEmpty();

    [Theory]
    [InlineData(null)]
    [InlineData("nobody")]
    public void A_sender_is_an_address(string? from) => Problems(mail => mail.From = from).ShouldHaveSingleItem().ShouldStartWith("Mail:From");

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    public void A_port_is_one(int port) => Problems(mail => mail.Port = port).ShouldHaveSingleItem().ShouldStartWith("Mail:Port");

    [Fact]
    public void A_user_name_needs_a_password() => Problems(mail => mail.UserName = "sender").ShouldHaveSingleItem().ShouldStartWith("Mail:UserName");

    [Fact]
    public void A_password_does_not_travel_in_clear() =>
        Problems(mail => (mail.UserName, mail.Password, mail.Security) = ("sender", "sesame", MailSecurity.None)).ShouldHaveSingleItem().ShouldStartWith("Mail:Password");

    private static string[] Problems(Action<MailOptions> change, string? host = "mail.example.com")
    {
        var options = new MailOptions { Host = host, From = "Passkeys <no-reply@example.com>" };
        change(options);
        return [.. new MailOptionsValidation().Validate(name: null, options).Failures ?? []];
    }
}
