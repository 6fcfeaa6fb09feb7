using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Pages;

/// <summary>
/// What a first visit transfers, with nothing kept from before. Arabic is the longest of the languages, and the pool has a colour and the logo of pool acme.
/// What a page's script asks of the API comes on top; the browser's tests weigh two pages with it.
/// </summary>
public sealed class WeightOfAPage(ScriptedHost scripted) : SignedInVisitor(scripted)
{
    // 60 KB less what a script may ask for.
    private const int MostBytes = 56 * 1024;

    [Theory]
    [InlineData("/")]
    [InlineData("/account/sign-in")]
    [InlineData("/account/sign-up")]
    [InlineData("/account/acme/sign-in")]
    [InlineData("/account/acme/sign-up")]
    [InlineData("/account/acme/activate")]
    [InlineData("/account/acme/enrol")]
    [InlineData("/account/acme/recover")]
    [InlineData("/account/staff/sign-in")]
    [InlineData("/account/{pool}/add-passkey")]
    [InlineData("/passkeys")]
    [InlineData("/apps")]
    [InlineData("/account/sign-out")]
    public Task Is_less_than_60_KB(string address) => ShouldBeLightAsync(address.Replace("{pool}", Site.Pool, StringComparison.Ordinal));

    [Theory]
    [InlineData("/account/{pool}/sign-in")]
    [InlineData("/account/{pool}/sign-up")]
    [InlineData("/consent")]
    public Task Is_less_than_60_KB_for_an_app(string page) => ShouldBeLightForAsync(page, request => request);

    [Fact]
    public async Task Is_less_than_60_KB_where_a_person_confirms() =>
        await ShouldBeLightForAsync("/account/{pool}/sign-in", request => request with { Prompt = ["select_account"] });

    [Fact]
    public async Task Is_less_than_60_KB_where_something_was_wrong()
    {
        Engine.Errors["heavy"] = new EngineError("invalid_request", "The redirect_uri is not registered.", "Demo portal");
        await ShouldBeLightAsync("/error?errorId=heavy");
    }

    [Fact]
    public async Task Is_less_than_60_KB_where_access_is_withdrawn()
    {
        Engine.Apps["heavy"] = new AppAccess(new EngineClient("heavy", "Heavy app", []), ["openid", "email"], Host.Clock.GetUtcNow(), null);
        await ShouldBeLightAsync("/apps?app=heavy");
    }

    private Task ShouldBeLightForAsync(string page, Func<AuthorizationContext, AuthorizationContext> change)
    {
        var request = Engine.Ask([Site.Pool], change);
        return ShouldBeLightAsync($"{page.Replace("{pool}", Site.Pool, StringComparison.Ordinal)}?returnUrl={Uri.EscapeDataString(request.ReturnUrl)}");
    }

    private async Task ShouldBeLightAsync(string address)
    {
        var acme = await Host.QueryAsync(db => Task.FromResult(db.Pools.Single(pool => pool.Id == new PoolId("acme")).Policy.Branding));
        await Host.ChangePoolAsync(Site, policy => policy with { Branding = acme });

        var sizes = await Visitor.WeighAsync(address + (address.Contains('?', StringComparison.Ordinal) ? '&' : '?') + "ui_locales=ar");

        sizes.Keys.ShouldContain(name => name.EndsWith("/site.css", StringComparison.Ordinal));
        TestContext.Current.TestOutputHelper!.WriteLine($"{sizes.Values.Sum()} bytes in {sizes.Count} answers, {sizes.Values.First()} of them the page");
        sizes.Values.Sum().ShouldBeInRange(1, MostBytes, string.Join('\n', sizes.OrderByDescending(size => size.Value).Select(size => $"{size.Value} {size.Key}")));
    }
}
