using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.QuickstartUi;
using Passkeys.QuickstartUi.Localization;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.QuickstartUi;

/// <summary>Who decides about the language of a page: each wish is a request, and every test changes one of them.</summary>
public class PageLanguageTests
{
    private const string AppRequest = "/connect/authorize?client_id=app";

    private readonly IPools _pools = Substitute.For<IPools>();
    private readonly IVisitors _visitors = Substitute.For<IVisitors>();
    private readonly IEngineInteraction _engine = Substitute.For<IEngineInteraction>();
    private readonly DefaultHttpContext _http = new();

    public PageLanguageTests()
    {
        _visitors.FindAsync(_http).Returns((Visitor?)null);
        _http.RequestServices = new ServiceCollection().AddSingleton(_engine).BuildServiceProvider();
        _http.Request.Method = "GET";
        Wish(address: "ja", cookie: "fr", app: "es", browser: "de");
    }

    [Fact]
    public async Task The_pages_address_comes_first() => (await LanguageAsync()).ShouldBe("ja");

    [Fact]
    public async Task What_the_person_chose_comes_before_what_the_application_asks_for()
    {
        Wish(address: null, cookie: "fr", app: "es", browser: "de");
        (await LanguageAsync()).ShouldBe("fr");
    }

    [Fact]
    public async Task The_application_comes_before_the_browser()
    {
        Wish(address: null, cookie: null, app: "es", browser: "de");
        (await LanguageAsync()).ShouldBe("es");
    }

    [Fact]
    public async Task The_browser_comes_last()
    {
        Wish(address: null, cookie: null, app: null, browser: "it;q=0.3, de-AT;q=0.9");
        (await LanguageAsync()).ShouldBe("de");
    }

    [Fact]
    public async Task Nobodys_wish_is_English()
    {
        Wish(address: null, cookie: null, app: null, browser: null);
        (await LanguageAsync()).ShouldBe("en");
    }

    [Fact]
    public async Task A_wish_that_cannot_be_met_leaves_it_to_the_next()
    {
        Wish(address: "tlh it", cookie: null, app: null, browser: "de");
        (await LanguageAsync()).ShouldBe("de");
    }

    [Fact]
    public async Task A_sign_out_that_an_application_asked_for_is_in_its_language()
    {
        Wish(address: null, cookie: null, app: null, browser: "de");
        _http.Request.QueryString = new QueryString("?logoutId=some-id");
        _engine.FindLogoutAsync("some-id", Arg.Any<CancellationToken>()).Returns(new LogoutContext { UiLocales = ["ar"] });
        (await LanguageAsync()).ShouldBe("ar");
    }

    [Fact]
    public async Task A_pool_offers_only_its_languages()
    {
        BeOf(new PoolPolicy { Languages = ["de", "es"] });
        (await LanguageAsync()).ShouldBe("es");
    }

    [Fact]
    public async Task A_pools_first_language_is_for_those_who_speak_none_of_them()
    {
        Wish(address: null, cookie: null, app: null, browser: "en");
        BeOf(new PoolPolicy { Languages = ["fr", "de"] });
        (await LanguageAsync()).ShouldBe("fr");
    }

    [Fact]
    public async Task A_page_without_a_pool_takes_the_languages_of_the_persons_pool()
    {
        BeOf(new PoolPolicy { Languages = ["de"] }, named: false);
        _visitors.FindAsync(_http).Returns(new Visitor(new PoolId("some-pool"), "ada@example.test", null) { UserId = "ada", SessionId = "session" });
        (await LanguageAsync()).ShouldBe("de");
    }

    [Fact]
    public async Task The_answer_says_its_language()
    {
        await LanguageAsync();
        _http.Response.Headers.ContentLanguage.ToString().ShouldBe("ja");
    }

    [Fact]
    public async Task A_choice_in_the_address_is_kept()
    {
        await LanguageAsync();
        _http.Response.Headers.SetCookie.ToString().ShouldContain("passkeys.language=c%3Dja");
    }

    [Fact]
    public async Task A_wish_from_elsewhere_is_not_kept()
    {
        Wish(address: null, cookie: null, app: "es", browser: "de");
        await LanguageAsync();
        _http.Response.Headers.SetCookie.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_culture_ends_with_the_page()
    {
        var before = CultureInfo.CurrentUICulture;
        await LanguageAsync();
        CultureInfo.CurrentUICulture.ShouldBe(before);
    }

    private void Wish(string? address, string? cookie, string? app, string? browser)
    {
        var query = QueryString.Create("returnUrl", AppRequest);
        _http.Request.QueryString = address is null ? query : query.Add("ui_locales", address);
        _http.Request.Headers.Cookie = cookie is null ? default : $"passkeys.language=c%3D{cookie}%7Cuic%3D{cookie}";
        _http.Request.Headers.AcceptLanguage = browser;
        _engine.FindAuthorizationAsync(AppRequest, Arg.Any<CancellationToken>()).Returns(app is null ? null : Request(app));
    }

    private static AuthorizationContext Request(string language) => new()
    {
        ReturnUrl = AppRequest,
        Client = null!,
        RedirectUri = "",
        Scope = [],
        Pools = [],
        UiLocales = [language],
    };

    private void BeOf(PoolPolicy policy, bool named = true)
    {
        var id = new PoolId("some-pool");
        _pools.FindAsync(id, Arg.Any<CancellationToken>()).Returns(new Pool { Id = id, Name = "Some pool", RpId = "localhost", Policy = policy });
        if (named)
            _http.Request.RouteValues["pool"] = id.Value;
    }

    // The tag that the texts say they are in: so the satellite assemblies are there as well.
    private async Task<string> LanguageAsync()
    {
        var texts = new StringLocalizer<Texts>(new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance));
        var filter = new PageLanguageFilter(Options.Create(new QuickstartUiOptions()), texts, new PagePool(_pools, _visitors));
        var action = new ActionContext(_http, new RouteData(), new ActionDescriptor());
        var language = "";
        await filter.OnResourceExecutionAsync(new ResourceExecutingContext(action, [], []), () =>
        {
            language = texts["Language.Tag"];
            return Task.FromResult(new ResourceExecutedContext(action, []));
        });
        return language;
    }
}
