using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Passkeys.BrowserTests.Hosting;

/// <summary>A stand-in for a captcha provider: its script puts a fresh answer into the form, and each answer is good once.</summary>
public sealed class CaptchaProvider : IAsyncDisposable
{
    // As those of the providers do: a frame, a field of the form, a style, and a way to begin again.
    private const string Script = """
        const widget = document.querySelector('.stand-in');
        const key = widget.dataset.sitekey;
        const answer = Object.assign(document.createElement('input'), { type: 'hidden', name: 'stand-in-response' });
        const frame = Object.assign(document.createElement('iframe'), { src: new URL('frame', document.currentScript.src).href, title: 'Captcha' });
        let answers = 0;
        window.turnstile = { reset: () => { answer.value = `${key}-${++answers}`; } };
        widget.append(frame, answer);
        window.turnstile.reset();
        """;

    private readonly WebApplication _site = Build();
    private readonly HashSet<string> _used = [];

    public string Origin => _site.Urls.Single();

    /// <summary>The settings of a host that uses it.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Captcha__VerifyUrl"] = Origin + "/siteverify",
        ["Captcha__Secret"] = "the-secret",
        ["Captcha__SiteKey"] = "the-key",
        ["Captcha__ScriptUrl"] = Origin + "/api.js",
        ["Captcha__WidgetClass"] = "stand-in",
        ["Captcha__ResponseField"] = "stand-in-response",
    };

    public Task StartAsync()
    {
        _site.MapGet("/api.js", () => Results.Text(Script, "text/javascript"));
        _site.MapGet("/frame", () => Results.Text("<!doctype html><title>Captcha</title><p>Are you a person?</p>", "text/html"));
        _site.MapPost("/siteverify", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            // The first answer of a page is one that the provider has doubts about.
            return Results.Json(new { success = form["secret"] == "the-secret" && form["response"] != "the-key-1" && _used.Add(form["response"]!) });
        });
        return _site.StartAsync();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        return builder.Build();
    }
}
