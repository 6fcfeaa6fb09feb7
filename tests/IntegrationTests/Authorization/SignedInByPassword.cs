using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Passwords;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Authorization;

/// <summary>What an authorization request makes of somebody whose password signed in by itself.</summary>
public sealed class SignedInByPassword(SharedHosts hosts)
{
    [Fact]
    public async Task An_application_that_asks_for_a_passkey_is_not_content_with_a_password()
    {
        var (site, identifier) = (await hosts.Sqlite.NewPasswordPoolAsync(), Someone.New());
        await site.SignUpWithPasswordAsync(identifier);
        using var portal = await Portal.OpenAsync(hosts.Sqlite, site);
        (await portal.Browser.PostAsync(site.Path("login/password"), new JsonObject { ["identifier"] = identifier, ["password"] = Passwording.Good })).OrThrow();

        (await portal.AuthorizeAsync(("prompt", "none"))).SentBack().ShouldContainKey("code");
        (await portal.AuthorizeAsync(("prompt", "none"), ("acr_values", $"tenant:{site.Pool} phr"))).SentBack().ShouldNotContainKey("code");
    }
}
