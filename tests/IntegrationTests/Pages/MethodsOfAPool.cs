using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Pages;

/// <summary>What the pages offer, by how people sign in to a pool.</summary>
public sealed class MethodsOfAPool(SharedHosts hosts) : IDisposable
{
    private readonly PageVisitor _visitor = new(hosts.Sqlite);

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task A_pool_of_passkeys_asks_for_no_password()
    {
        (await _visitor.OpenAsync("/account/demo/sign-in")).Text.ShouldNotContain("type=\"password\"");
        (await _visitor.OpenAsync("/account/demo/sign-up")).Text.ShouldNotContain("type=\"password\"");
    }

    [Fact]
    public async Task A_password_may_be_chosen_where_it_is_enough()
    {
        var site = await hosts.Sqlite.NewPoolAsync(policy => policy with { Methods = ["passkey", "password"] });

        (await OpenAsync(site, "sign-in")).ShouldContain("autocomplete=\"current-password\"");
        (await OpenAsync(site, "sign-up")).ShouldContain("autocomplete=\"new-password\" minlength=\"15\"");
    }

    [Fact]
    public async Task Where_a_passkey_follows_an_account_begins_with_the_passkey()
    {
        var site = await hosts.Sqlite.NewPoolAsync(policy => policy with { Methods = ["passkey", "password"], SecondFactor = "passkey" });

        (await OpenAsync(site, "sign-in")).ShouldContain("After the password you are asked for your passkey.");
        (await OpenAsync(site, "sign-up")).ShouldNotContain("type=\"password\"");
    }

    [Fact]
    public async Task The_passkeys_of_a_former_address_are_offered_beside_the_others()
    {
        var site = await hosts.Sqlite.NewPoolAsync(policy => policy with { FormerRpIds = ["old.example"] });

        var page = await OpenAsync(site, "sign-in");

        page.ShouldContain("data-rp-id=\"old.example\"");
        page.ShouldContain("Use my passkey of old.example");
    }

    [Theory]
    [InlineData("moved", "Make a passkey for the new address?")]
    [InlineData("password", "without a password")]
    [InlineData("device", "without your other device")]
    [InlineData("<script>", "without your other device")]
    public async Task Whoever_is_asked_for_a_passkey_reads_why(string why, string text)
    {
        var site = await hosts.Sqlite.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        using (phone)
            await _visitor.SignInAsync(site, phone);

        (await OpenAsync(site, $"add-passkey?why={Uri.EscapeDataString(why)}")).ShouldContain(text);
    }

    private async Task<string> OpenAsync(Site site, string page) => (await _visitor.OpenAsync($"/account/{site.Pool}/{page}")).Text;
}
