using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Passkeys.IntegrationTests.Captcha;

/// <summary>A captcha provider on the loopback address.</summary>
internal sealed class StandInProvider : IAsyncDisposable
{
    public const string Secret = "captcha-secret";

    private readonly WebApplication _app;

    private StandInProvider(WebApplication app) => _app = app;

    /// <summary>What it answers with. Default <see cref="Verdict"/>.</summary>
    public Func<HttpContext, IFormCollection, Task> Answer { get; set; } = Verdict;

    /// <summary>Whether the answer is "right" and the secret the one that was agreed.</summary>
    public static Task Verdict(HttpContext http, IFormCollection form) =>
        http.Response.WriteAsJsonAsync(new { success = form["response"] == "right" && form["secret"] == Secret });

    /// <summary>The last form that came.</summary>
    public IFormCollection? Asked { get; private set; }

    public Dictionary<string, string?> Settings => new()
    {
        ["Captcha:VerifyUrl"] = _app.Urls.Single() + "/siteverify",
        ["Captcha:Secret"] = Secret,
    };

    public static async Task<StandInProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var provider = new StandInProvider(builder.Build());
        provider._app.MapPost("/siteverify", async http =>
        {
            provider.Asked = await http.Request.ReadFormAsync();
            await provider.Answer(http, provider.Asked);
        });
        await provider._app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
