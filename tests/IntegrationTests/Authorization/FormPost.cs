using System.Net;
using Passkeys.IntegrationTests.Hosts;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Authorization;

/// <summary>Answers by <c>response_mode=form_post</c> (OAuth 2.0 Form Post Response Mode).</summary>
public sealed class FormPost(SharedHosts hosts) : IAsyncLifetime
{
    private Portal _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await Portal.OpenAsync(hosts.Sqlite);

    public ValueTask DisposeAsync()
    {
        _portal.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_answer_is_a_form_for_the_application()
    {
        await _portal.SignInAsync();
        var page = await _portal.AuthorizeAsync(("response_mode", "form_post"));

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain($"<form method=\"post\" action=\"{Portal.RedirectUri}\">");
        page.Text.ShouldContain("name=\"code\"");
        page.Text.ShouldContain("name=\"state\" value=\"state-of-the-portal\"");
        page.Text.ShouldContain("name=\"iss\"");
    }

    [Fact]
    public async Task An_error_is_posted_too() =>
        (await _portal.AuthorizeAsync(("response_mode", "form_post"), ("scope", null))).Text.ShouldContain("name=\"error\" value=\"invalid_scope\"");

    [Fact]
    public async Task A_state_cannot_leave_its_field() =>
        (await _portal.AuthorizeAsync(("response_mode", "form_post"), ("scope", null), ("state", "\"><script>alert(1)</script>"))).Text.ShouldNotContain("<script>alert");

    [Fact]
    public async Task The_page_runs_no_script_of_its_own_and_is_kept_nowhere()
    {
        var page = await _portal.AuthorizeAsync(("response_mode", "form_post"), ("scope", null));

        page.Headers["Content-Security-Policy"].ShouldBe("default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'");
        page.Headers["Cache-Control"].ShouldBe("no-store");
        page.Headers["Referrer-Policy"].ShouldBe("no-referrer");
    }

    [Fact]
    public async Task The_script_submits_the_form()
    {
        var script = await _portal.Browser.GetAsync("/connect/authorize/form-post.js");

        script.Headers["Content-Type"].ShouldStartWith("text/javascript");
        script.Text.ShouldContain(".submit()");
    }

    [Fact]
    public async Task A_redirect_is_kept_nowhere_and_tells_no_referrer()
    {
        var answer = await _portal.AuthorizeAsync(("scope", null));

        answer.Headers["Cache-Control"].ShouldBe("no-store");
        answer.Headers["Referrer-Policy"].ShouldBe("no-referrer");
    }
}
