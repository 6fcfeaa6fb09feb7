using System.Text.Json;
using Microsoft.Playwright;

namespace Passkeys.BrowserTests.Hosting;

/// <summary>Calls functions of the browser SDK in a page, as an application's script would.</summary>
public sealed class BrowserSdk(IPage page)
{
    /// <summary>Where the host serves it.</summary>
    public const string Address = "/_passkeys/sdk/index.js";

    // A rejection travels as a value, so that a test can look at it. The call can be stopped by stopCall(), and looked at later by theCall.
    private const string Start = """
        ([address, name, options]) => {
          const stop = new AbortController();
          window.stopCall = () => stop.abort();
          window.theCall = import(address)
            .then((sdk) => sdk[name]({ ...options, signal: stop.signal }))
            .then((value) => ({ value: value ?? null }))
            .catch(({ name, tag, message, code, status, member, maxAge, signalled, cause }) =>
              ({ error: { name, tag, message, code, status, member, maxAge, signalled, cause: cause?.name } }));
        }
        """;

    // A page that runs no script of its own. An empty one that a test makes up would cost every later one its cache: a browser whose requests are routed keeps nothing.
    private const string QuietPage = "/error";

    /// <summary>Opens a page of the host that does nothing.</summary>
    public Task OpenAsync(string origin = "") => page.GotoAsync(origin + QuietPage);

    /// <summary>Calls a function without waiting for its end.</summary>
    public Task StartAsync(string function, object options) => page.EvaluateAsync(Start, new[] { Address, function, options });

    /// <summary>Aborts the call that was started.</summary>
    public Task StopAsync() => page.EvaluateAsync("() => window.stopCall()");

    /// <summary>The end of the call that was started: <c>{value}</c> or <c>{error}</c>.</summary>
    public Task<JsonElement> EndAsync() => page.EvaluateAsync<JsonElement>("() => window.theCall");

    /// <summary>Calls a function that succeeds.</summary>
    public async Task<JsonElement> CallAsync(string function, object options)
    {
        await StartAsync(function, options);
        var answer = await EndAsync();
        return answer.TryGetProperty("value", out var value) ? value : throw new InvalidOperationException($"{function} failed: {answer}");
    }

    /// <summary>Calls a function that fails: the PasskeyError.</summary>
    public async Task<JsonElement> FailAsync(string function, object options)
    {
        await StartAsync(function, options);
        var answer = await EndAsync();
        return answer.TryGetProperty("error", out var error) ? error : throw new InvalidOperationException($"{function} succeeded: {answer}");
    }
}
