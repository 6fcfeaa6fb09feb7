using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Pages;

public sealed class ChoosingAPool(ScriptedHost scripted) : IClassFixture<ScriptedHost>, IDisposable
{
    private readonly PageVisitor _visitor = new(scripted.Host);

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task A_request_for_one_pool_leads_straight_to_it() =>
        (await _visitor.RedirectOfAsync(SignInFor("acme"))).ShouldStartWith("/account/acme/sign-in?returnUrl=");

    [Fact]
    public async Task A_request_for_several_pools_asks_which_of_them()
    {
        var page = await _visitor.OpenAsync(SignInFor("demo", "acme"));

        page.Text.ShouldContain("pool=demo");
        page.Text.ShouldContain("pool=acme");
        page.Text.ShouldNotContain("pool=staff");
    }

    [Fact]
    public async Task The_choice_is_remembered_for_the_application()
    {
        await _visitor.OpenAsync(SignInFor("demo", "acme") + "&pool=acme");

        (await _visitor.RedirectOfAsync(SignInFor("demo", "acme"))).ShouldStartWith("/account/acme/sign-in?");
    }

    [Fact]
    public async Task The_choice_is_not_remembered_for_another_application()
    {
        await _visitor.OpenAsync(SignInFor("demo", "acme") + "&pool=acme");

        (await _visitor.OpenAsync("/account/sign-in")).Text.ShouldContain("pool=demo");
    }

    [Fact]
    public async Task A_remembered_choice_can_be_made_anew()
    {
        await _visitor.OpenAsync(SignInFor("demo", "acme") + "&pool=acme");

        (await _visitor.OpenAsync(SignInFor("demo", "acme") + "&choose=1")).Text.ShouldContain("pool=demo");
    }

    [Fact]
    public async Task A_remembered_pool_that_the_request_is_not_for_is_not_gone_to()
    {
        await _visitor.OpenAsync(SignInFor("demo", "acme") + "&pool=acme");

        (await _visitor.OpenAsync(SignInFor("demo", "staff"))).Text.ShouldContain("pool=staff");
    }

    [Fact]
    public async Task No_script_reads_what_is_remembered()
    {
        var cookie = (await _visitor.OpenAsync(SignInFor("demo", "acme") + "&pool=acme")).Headers["Set-Cookie"].ToUpperInvariant();

        cookie.ShouldContain("HTTPONLY");
        cookie.ShouldContain("SAMESITE=LAX");
        cookie.ShouldNotContain("DEMO-PORTAL");
    }

    [Fact]
    public async Task A_pool_whose_passkeys_do_not_work_at_this_host_is_not_offered()
    {
        var elsewhere = await NewPoolAtAsync("id.example.com");

        (await _visitor.RedirectOfAsync(SignInFor("demo", elsewhere))).ShouldStartWith("/account/demo/sign-in?");
    }

    [Fact]
    public async Task The_pool_of_the_host_name_is_gone_to()
    {
        var named = await NewPoolAtAsync("acme.localhost");

        (await _visitor.RedirectOfAsync("http://acme.localhost:5000" + SignInFor("demo", named))).ShouldStartWith($"/account/{named}/sign-in?");
    }

    [Fact]
    public async Task A_parent_of_the_host_name_is_offered()
    {
        var parent = await NewPoolAtAsync("example.test");

        (await _visitor.RedirectOfAsync("http://id.example.test:5000" + SignInFor("demo", parent))).ShouldStartWith($"/account/{parent}/sign-in?");
    }

    [Fact]
    public async Task Whoever_is_signed_in_goes_to_their_pool()
    {
        var site = await scripted.Host.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        using var _1 = phone;
        await _visitor.SignInAsync(site, phone);

        (await _visitor.RedirectOfAsync(SignInFor("demo", site.Pool))).ShouldStartWith($"/account/{site.Pool}/sign-in?");
    }

    [Fact]
    public async Task A_pools_page_sends_on_whoever_comes_for_other_pools() =>
        (await _visitor.RedirectOfAsync($"/account/staff/sign-in?returnUrl={ReturnUrlFor("demo", "acme")}")).ShouldStartWith("/account/sign-in?returnUrl=");

    [Fact]
    public async Task A_pools_page_leads_back_to_the_choice() =>
        (await _visitor.OpenAsync($"/account/demo/sign-in?returnUrl={ReturnUrlFor("demo", "acme")}")).Text.ShouldContain("choose=1");

    [Fact]
    public async Task A_pools_page_shows_no_choice_where_there_is_none() =>
        (await _visitor.OpenAsync($"/account/demo/sign-in?returnUrl={ReturnUrlFor("demo")}")).Text.ShouldNotContain("choose=1");

    [Fact]
    public async Task A_sign_up_offers_the_pools_that_let_people_sign_up()
    {
        var page = await _visitor.OpenAsync($"/account/sign-up?returnUrl={ReturnUrlFor("demo", "acme", "staff")}");

        page.Text.ShouldContain("pool=acme");
        page.Text.ShouldNotContain("pool=staff");
    }

    [Fact]
    public async Task A_sign_up_for_the_only_such_pool_leads_straight_to_it() =>
        (await _visitor.RedirectOfAsync($"/account/sign-up?returnUrl={ReturnUrlFor("demo", "staff")}")).ShouldStartWith("/account/demo/sign-up?returnUrl=");

    [Fact]
    public async Task A_return_address_elsewhere_is_left_behind() =>
        (await _visitor.RedirectOfAsync("/account/sign-in?pool=demo&returnUrl=https://elsewhere.example/")).ShouldBe("/account/demo/sign-in");

    private string SignInFor(params string[] pools) => $"/account/sign-in?returnUrl={ReturnUrlFor(pools)}";

    private string ReturnUrlFor(params string[] pools) => Uri.EscapeDataString(scripted.Engine.Ask(pools).ReturnUrl);

    private async Task<string> NewPoolAtAsync(string rpId)
    {
        var site = await scripted.Host.NewPoolAsync();
        await scripted.Host.QueryAsync(async db =>
        {
            (await db.Pools.SingleAsync(pool => pool.Id == new PoolId(site.Pool))).RpId = rpId;
            return await db.SaveChangesAsync();
        });
        return site.Pool;
    }
}
