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
public sealed class AskingAProvider(AskingAProvider.Captchas captchas) : IClassFixture<AskingAProvider.Captchas>
{
    [Fact]
    public async Task A_sign_up_goes_on_only_with_an_answer_that_the_provider_finds_good()
    {
        captchas.Provider.Answer = StandInProvider.Verdict;

        (await SignUpAsync("right")).ShouldBe(HttpStatusCode.Accepted);
        (await SignUpAsync("wrong")).ShouldBe(HttpStatusCode.BadRequest, "captcha_failed");
        captchas.Provider.Asked!["secret"].ToString().ShouldBe(StandInProvider.Secret);

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
        captchas.Provider.Answer = (http, _) => FailAsync(http, way);

        (await SignUpAsync("right")).ShouldBe(HttpStatusCode.BadRequest, "captcha_failed");
        captchas.Host.Log.Lines.ShouldNotContain(line => line.Contains(StandInProvider.Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://captcha.example/siteverify", "s", "VerifyUrl")]
    [InlineData("https://captcha.example/siteverify", null, "Secret")]
    public void Settings_that_could_not_work_keep_the_host_from_starting(string url, string? secret, string named) =>
        new CaptchaOptionsValidation().Validate(name: null, new CaptchaOptions { VerifyUrl = new Uri(url), Secret = secret }).Failures!.ShouldHaveSingleItem().ShouldContain(named);

    private Task<Answer> SignUpAsync(string? captcha) => captchas.Site.PostAsync("signup", new JsonObject { ["identifier"] = Someone.New(), ["captcha"] = captcha });

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

    /// <summary>A host, and its provider.</summary>
    public sealed class Captchas : IAsyncLifetime
    {
        internal StandInProvider Provider { get; private set; } = null!;

        internal HostFixture Host { get; private set; } = null!;

        internal Site Site { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Provider = await StandInProvider.StartAsync();
            Host = await HostFixture.StartAsync(TestDatabase.Sqlite(), new Dictionary<string, string?>(Provider.Settings) { ["Captcha:Timeout"] = "00:00:02" });
            Site = await Host.NewPoolAsync(policy => policy with { Registration = policy.Registration with { Captcha = true } });
        }

        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            await Provider.DisposeAsync();
        }
    }
}
