using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.DomainMigration;

/// <summary>A pool moves to another domain, and its people come after it one by one.</summary>
public sealed class MovingToAnotherDomain(SharedHosts hosts) : IAsyncLifetime
{
    private MovedPool _moved = null!;

    private HostFixture Host => hosts.Sqlite;

    public async ValueTask InitializeAsync() => _moved = await MovedPool.MoveAsync(Host);

    public ValueTask DisposeAsync()
    {
        _moved.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_passkey_of_before_signs_in_where_it_was_made_and_the_page_is_told_to_offer_another()
    {
        var ceremony = await _moved.BeginAsync(MovedPool.Old, clientId: "native-app");

        ((string?)ceremony.Options["rpId"]).ShouldBe(MovedPool.Old);
        var finished = (await _moved.Site.FinishSignInAsync(ceremony, _moved.Phone.Sign(ceremony.Options))).OrThrow();
        ((bool)finished.Body["enrol"]!).ShouldBeTrue();
        (await Host.RedeemAsync(finished["code"])).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_page_of_the_host_is_told_too()
    {
        var ceremony = await _moved.BeginAsync(MovedPool.Old);

        ((bool)(await _moved.Site.FinishSignInAsync(ceremony, _moved.Phone.Sign(ceremony.Options))).OrThrow().Body["enrol"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task A_sign_in_that_names_no_domain_is_at_the_new_one()
    {
        var ceremony = await _moved.BeginAsync(name: _moved.Identifier);

        ((string?)ceremony.Options["rpId"]).ShouldBe(MovedPool.New);
        BackEnd.AllowedBy(ceremony).ShouldNotContain(BackEnd.IdOf(_moved.Phone));
    }

    [Fact]
    public async Task Only_passkeys_of_the_domain_are_asked_for()
    {
        using var laptop = await _moved.EnrolAsync();

        BackEnd.AllowedBy(await _moved.BeginAsync(MovedPool.Old, _moved.Identifier)).ShouldBe([BackEnd.IdOf(_moved.Phone)]);
        BackEnd.AllowedBy(await _moved.BeginAsync(MovedPool.New, _moved.Identifier)).ShouldBe([BackEnd.IdOf(laptop)]);
    }

    [Fact]
    public async Task A_passkey_of_one_domain_is_none_at_the_other()
    {
        var ceremony = await _moved.BeginAsync(MovedPool.New);

        (await _moved.Site.FinishSignInAsync(ceremony, _moved.Phone.SignWith(_moved.Phone.Credentials[0], ceremony.Options))).ShouldBeRefused();
        (await Host.ReasonsAsync(_moved.Site)).ShouldContain("RpIdMismatch");
    }

    [Fact]
    public async Task New_passkeys_are_made_for_the_new_domain_alone()
    {
        using var laptop = await _moved.EnrolAsync();
        var backEnd = await BackEnd.OpenAsync(Host, _moved.Site);
        var user = await Host.QueryAsync(db => db.Users.SingleAsync(each => each.Pool == new PoolId(_moved.Site.Pool)));

        (await Host.PasskeysAsync(_moved.Site)).Select(passkey => passkey.RpId).ShouldBe([MovedPool.Old, MovedPool.New], ignoreOrder: true);
        (await backEnd.AskAsync("register", user.Id, new JsonObject { ["rpId"] = MovedPool.Old })).ShouldName("options.rpId");
        (await backEnd.AskAsync("authenticate", user.Id, new JsonObject { ["rpId"] = MovedPool.Old })).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Whoever_has_a_passkey_at_the_new_domain_is_offered_no_other()
    {
        using var laptop = await _moved.EnrolAsync();
        var ceremony = await _moved.BeginAsync(MovedPool.Old);

        (await _moved.Site.FinishSignInAsync(ceremony, _moved.Phone.Sign(ceremony.Options))).OrThrow().Body.ContainsKey("enrol").ShouldBeFalse();
    }

    [Fact]
    public async Task A_domain_that_the_pool_never_had_is_named() => (await _moved.OptionsAsync("evil.example")).ShouldName("rpId");

    [Fact]
    public async Task A_domain_that_the_pool_has_given_up_signs_in_no_more_whatever_was_begun_or_allowed()
    {
        var backEnd = await BackEnd.OpenAsync(Host, _moved.Site);
        var allowed = await backEnd.AllowAsync("authenticate", options: new JsonObject { ["rpId"] = MovedPool.Old });
        var begun = await _moved.BeginAsync(MovedPool.Old);
        await Host.ChangePoolAsync(_moved.Site, policy => policy with { FormerRpIds = [], Origins = [MovedPool.NewOrigin, Host.Origin] });

        (await _moved.Site.FinishSignInAsync(begun, _moved.Phone.Sign(begun.Options))).ShouldBeRefused();
        (await _moved.Site.PostAsync("login/webauthn/options", new JsonObject(), allowed)).ShouldName("rpId");
        (await _moved.OptionsAsync(MovedPool.Old)).ShouldName("rpId");
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://localhost")]
    public async Task At_the_old_domain_too_only_the_pools_origins_count(string origin)
    {
        var ceremony = await _moved.BeginAsync(MovedPool.Old);

        (await _moved.Site.FinishSignInAsync(ceremony, _moved.Phone.Sign(ceremony.Options, draft => draft.Origin = origin))).ShouldBeRefused();
    }

    // WebAuthn L3 §5.11: a page of the new domain uses the passkeys of the old one.
    [Fact]
    public async Task A_page_of_the_new_domain_may_use_a_passkey_of_the_old_one()
    {
        var ceremony = await _moved.BeginAsync(MovedPool.Old);

        (await _moved.Site.FinishSignInAsync(ceremony, _moved.Phone.Sign(ceremony.Options, draft => draft.Origin = MovedPool.NewOrigin))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_former_domain_lists_the_pools_origins()
    {
        var listed = (await Host.Caller.GetAsync("/.well-known/webauthn")).OrThrow();

        listed.Body["origins"]!.AsArray().Select(origin => (string)origin!).ShouldContain(MovedPool.NewOrigin);
    }

    [Fact]
    public async Task An_identifier_that_nobody_has_looks_the_same_at_each_domain_and_before_the_move()
    {
        var site = await Host.NewPoolAsync();
        var nobody = Someone.New();
        var before = BackEnd.AllowedBy(await site.BeginSignInAsync(nobody));
        await MovedPool.MoveAsync(Host, site);
        var moved = new MovedPool(Host, site, _moved.Phone, nobody);

        BackEnd.AllowedBy(await moved.BeginAsync(MovedPool.Old, nobody)).ShouldBe(before);
        BackEnd.AllowedBy(await moved.BeginAsync(MovedPool.New, nobody)).ShouldHaveSingleItem().ShouldNotBe(before[0]);
    }

    [Fact]
    public async Task The_signals_are_of_each_domain()
    {
        using var laptop = await _moved.EnrolAsync();
        var backEnd = await BackEnd.OpenAsync(Host, _moved.Site);
        var user = await Host.QueryAsync(db => db.Users.SingleAsync(each => each.Pool == new PoolId(_moved.Site.Pool)));

        var listed = (await _moved.Site.GetAsync("passkeys", await backEnd.AllowAsync("list", user.Id))).OrThrow().Body;

        Accepted(listed["signals"]!).ShouldBe($"{MovedPool.New} {BackEnd.IdOf(laptop)}");
        Accepted(listed["formerSignals"]!.AsArray().ShouldHaveSingleItem()!).ShouldBe($"{MovedPool.Old} {BackEnd.IdOf(_moved.Phone)}");
    }

    [Fact]
    public async Task An_administrator_sees_how_far_the_pool_has_moved()
    {
        using var laptop = await _moved.EnrolAsync();
        var admin = await BackEnd.TokenAsync(Host, "admin-cli", "admin-secret", "passkeys.admin");

        var items = (await Host.Caller.GetAsync($"/admin/api/pools/{_moved.Site.Pool}/relying-parties", admin)).OrThrow().Body["items"]!.AsArray();

        items.Select(item => ((string?)item!["rpId"], (bool)item["current"]!, (int)item["passkeys"]!, (int)item["users"]!))
            .ShouldBe([(MovedPool.New, true, 1, 1), (MovedPool.Old, false, 1, 1)]);
        (await Host.Caller.GetAsync($"/admin/api/pools/{_moved.Site.Pool}/relying-parties")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static string Accepted(JsonNode signals) =>
        string.Join(' ', signals["allAcceptedCredentialIds"]!.AsArray().Select(id => (string)id!).Prepend((string)signals["rpId"]!));
}
