using System.Net;
using Duende.IdentityServer.Services;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Passkeys.DuendeTests;

/// <summary>What the host has by itself stays what it was.</summary>
public sealed class HostAsEver(ExistingHostFixture host)
{
    [Fact]
    public async Task Its_default_scheme_is_the_default()
    {
        var scheme = await host.Services.GetRequiredService<IAuthenticationSchemeProvider>().GetDefaultAuthenticateSchemeAsync();

        scheme!.Name.ShouldBe(IdentityConstants.ApplicationScheme);
    }

    [Fact]
    public async Task Its_own_pages_are_for_whom_they_were()
    {
        using var browser = host.NewBrowser();
        var person = await Person.NewAsync(host);

        (await browser.Caller.GetAsync(AccountEndpoints.Me)).Status.ShouldBe(HttpStatusCode.Redirect);
        (await browser.SignInAsync(person, AccountEndpoints.SignInAsEver)).OrThrow();

        (await browser.Caller.GetAsync(AccountEndpoints.Me)).Text.ShouldBe(person.Id);
    }

    [Fact]
    public async Task Its_CORS_policies_hold()
    {
        (await AllowedOriginAsync("/partners", "https://partner.example.com")).ShouldBe("https://partner.example.com");
        (await AllowedOriginAsync("/partners", "https://shop.example.com")).ShouldBeNull();
    }

    [Fact]
    public async Task Duendes_CORS_policy_holds()
    {
        (await AllowedOriginAsync("/connect/token", "https://shop.example.com")).ShouldBe("https://shop.example.com");
        (await AllowedOriginAsync("/connect/token", "https://partner.example.com")).ShouldBeNull();
    }

    [Fact]
    public async Task Its_sign_ins_are_as_many_sessions_as_before()
    {
        using var browser = host.NewBrowser();
        var person = await Person.NewAsync(host);

        (await browser.SignInAsync(person)).OrThrow();
        (await browser.SignInAsync(person)).OrThrow();

        var sessions = await host.InScopeAsync(services => services.GetRequiredService<ISessionManagementService>().QuerySessionsAsync(new() { SubjectId = person.Id }));
        sessions.Results.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_administrator_who_ends_a_session_of_Duendes_ends_a_sign_in_with_a_passkey()
    {
        using var browser = host.NewBrowser();
        var person = await browser.SignInSomebodyAsync();

        await host.InScopeAsync(async services =>
        {
            await services.GetRequiredService<ISessionManagementService>().RemoveSessionsAsync(new() { SubjectId = person.Id });
            return 0;
        });

        (await browser.AuthorizeAsync(Config.Shop)).AsksToSignIn.ShouldBeTrue();
    }

    private async Task<string?> AllowedOriginAsync(string path, string origin)
    {
        using var client = host.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Options, path) { Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "GET" } } };
        using var response = await client.SendAsync(request);
        return response.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed.Single() : null;
    }
}
