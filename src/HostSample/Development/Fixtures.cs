using Passkeys.IdentityServer.Administration;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.SignUp;
using Passkeys.QuickstartUi;

namespace HostSample.Development;

/// <summary>What a host in Development has and no other host: pools, clients with public secrets, a captcha that knows its answer.</summary>
internal static class Fixtures
{
    private static readonly PoolId AdministratorsPool = new("staff");

    /// <summary>Adds what services need.</summary>
    public static void AddDevelopment(this WebApplicationBuilder host)
    {
        if (!host.Environment.IsDevelopment())
            return;
        // Who configures a provider wants to see that one.
        var captcha = host.Configuration["Captcha:VerifyUrl"] is null;
        if (captcha)
            host.Services.AddSingleton<ICaptcha, DevelopmentCaptcha>();
        host.Services.Configure<QuickstartUiOptions>(pages =>
        {
            pages.ShowFirstSteps = true;
            pages.CaptchaHint = captcha ? DevelopmentCaptcha.Answer : null;
        });
    }

    /// <summary>Adds what the database lacks.</summary>
    public static async Task SeedAsync(WebApplication app)
    {
        if (app.Environment.IsDevelopment())
            await DevelopmentPools.SeedAsync(app.Services, CancellationToken.None);
    }

    /// <summary>Says where to begin, and how the first administrator gets in.</summary>
    public static async Task DescribeAsync(WebApplication app, string address, TextWriter console)
    {
        await console.WriteLineAsync($"  Start here     {address}/account/demo/sign-up");
        await console.WriteLineAsync($"  Without an SDK {address}/plain/");
        await using var scope = app.Services.CreateAsyncScope();
        var administrator = scope.ServiceProvider.GetRequiredService<IFirstAdministrator>();
        if (await administrator.CreateEnrolmentLinkAsync(AdministratorsPool, "administrator", CancellationToken.None) is { } link)
            await console.WriteLineAsync($"  Administrator  {address}{link} (works once, within 24 hours)");
    }
}
