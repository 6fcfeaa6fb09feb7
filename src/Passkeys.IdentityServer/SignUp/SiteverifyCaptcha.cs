using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>
/// Asks the provider of <see cref="CaptchaOptions"/>: a form with <c>secret</c>, <c>response</c> and <c>remoteip</c>, and JSON with <c>success</c> back.
/// Whatever goes wrong on the way, the answer counts as not good.
/// </summary>
internal sealed partial class SiteverifyCaptcha(IHttpClientFactory http, IOptions<CaptchaOptions> options, TimeProvider time, ILogger<SiteverifyCaptcha> logger) : ICaptcha
{
    public const string ClientName = "Passkeys.Captcha";

    /// <summary>The most that is read of an answer, in bytes.</summary>
    public const int LongestAnswer = 64 * 1024;

    private const int LongestResponse = 8 * 1024;

    public async Task<bool> VerifyAsync(string? answer, string? ipAddress, CancellationToken ct)
    {
        if (answer is not { Length: > 0 and <= LongestResponse })
            return false;
        using var timeout = new CancellationTokenSource(options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            return await AskAsync(answer, ipAddress, either.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            LogFailed(failure.GetType().Name);
            return false;
        }
    }

    private async Task<bool> AskAsync(string answer, string? ipAddress, CancellationToken ct)
    {
        var form = new Dictionary<string, string> { ["secret"] = options.Value.Secret!, ["response"] = answer };
        if (ipAddress is not null)
            form["remoteip"] = ipAddress;
        using var content = new FormUrlEncodedContent(form);
        using var client = http.CreateClient(ClientName);
        using var response = await client.PostAsync(options.Value.VerifyUrl, content, ct);
        if (!response.IsSuccessStatusCode)
        {
            LogFailed($"status {(int)response.StatusCode}");
            return false;
        }
        using var verdict = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(ct));
        return verdict.RootElement is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("success", out var success) && success.ValueKind is JsonValueKind.True;
    }

    [LoggerMessage(2310, LogLevel.Warning, "The captcha provider could not be asked: {Failure}. The sign-up was refused.")]
    private partial void LogFailed(string failure);
}
