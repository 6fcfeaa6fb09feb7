using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.SignUp;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Captcha;

/// <summary>A host with a captcha provider of the siteverify kind.</summary>
public sealed class AskingAProvider : IAsyncLifetime
{
    private StandInProvider _provider = null!;
    private HostFixture _host = null!;
    private Site _site = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await StandInProvider.StartAsync();
        _host = await HostFixture.StartAsync(TestDatabase.Sqlite(), new Dictionary<string, string?>(_provider.Settings) { ["Captcha:Timeout"] = "00:00:02" });
        _site = await _host.NewPoolAsync(policy => policy with { Registration = policy.Registration with { Captcha = true } });
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _provider.DisposeAsync();
    }

    // One host for all of it: each way is a question of its own to the provider.
    [Fact]
    public async Task A_sign_up_goes_on_only_with_an_answer_that_the_provider_finds_good()
    {
        (await SignUpAsync("right")).ShouldBe(HttpStatusCode.Accepted);
        (await SignUpAsync("wrong")).ShouldBe(HttpStatusCode.BadRequest, "captcha_failed");
        _provider.Asked!["secret"].ToString().ShouldBe(StandInProvider.Secret);

        (await SignUpAsync(captcha: null)).ShouldBe(HttpStatusCode.BadRequest, "captcha_failed");
        (await SignUpAsync(new string('x', 8193))).ShouldBe(HttpStatusCode.BadRequest, "captcha_failed");
    }

    [Theory]
    [InlineData("error")]
    [InlineData("redirect")]
    [InlineData("no JSON")]
    [InlineData("no verdict")]
    [InlineData("a word")]
    [InlineData("silence")]
    public async Task A_provider_that_fails_lets_nobody_in_and_the_secret_stays_one(string way)
    {
        _provider.Answer = (http, _) => FailAsync(http, way);

        (await SignUpAsync("right")).ShouldBe(HttpStatusCode.BadRequest, "captcha_failed");
        _host.Log.Lines.ShouldNotContain(line => line.Contains(StandInProvider.Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://captcha.example/siteverify", "s", "VerifyUrl")]
    [InlineData("https://captcha.example/siteverify", null, "Secret")]
    public void Settings_that_could_not_work_keep_the_host_from_starting(string url, string? secret, string named) =>
        new CaptchaOptionsValidation().Validate(name: null, new CaptchaOptions { VerifyUrl = new Uri(url), Secret = secret }).Failures!.ShouldHaveSingleItem().ShouldContain(named);

    private Task<Answer> SignUpAsync(string? captcha) => _site.PostAsync("signup", new JsonObject { ["identifier"] = Someone.New(), ["captcha"] = captcha });

    private static Task FailAsync(HttpContext http, string way)
    {
        switch (way)
        {
            case "error":
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return http.Response.WriteAsJsonAsync(new { success = true });
            case "redirect":
                http.Response.Redirect("/elsewhere");
                return Task.CompletedTask;
            case "no JSON":
                return http.Response.WriteAsync("yes");
            case "no verdict":
                return http.Response.WriteAsync("{}");
            case "a word":
                return http.Response.WriteAsync("""{"success":"true"}""");
            default:
                return Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }
}
