using System.Net;
using System.Text;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.BadInput;

/// <summary>Bodies that cannot be read, at every endpoint that has one: a clear 4xx, nothing written, nothing spent.</summary>
public sealed class UnreadableBodies(OwnHost own) : IClassFixture<OwnHost>, IAsyncLifetime
{
    private static readonly string[] Endpoints =
    [
        "register/webauthn/begin", "register/webauthn/finish", "login/webauthn/options", "login/webauthn/finish", "signup", "activate", "invitations/accept",
        "activate/resend", "recovery", "recovery/verify",
    ];

    private readonly HostFixture _host = own.Host;
    private readonly Site _site = own.Host.Pool("demo");
    private IReadOnlyDictionary<string, long> _before = null!;

    public static TheoryData<string> Bodies { get; } = [.. Endpoints];

    public static TheoryData<string, string> Malformed { get; } = Combine(
        "{", "[]", "42", "\"text\"", "null", "{\"a\":1,}", "{'a':1}", "{\"a\":\u0001}", "not json", "{\"identifier\":\"\\ud800\"");

    public async ValueTask InitializeAsync() => _before = await CountRowsAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory, MemberData(nameof(Malformed))]
    public async Task A_body_that_is_no_JSON_object_is_refused(string endpoint, string body) =>
        await RefusedAsync(await _host.Caller.PostTextAsync(_site.Path(endpoint), body), HttpStatusCode.BadRequest, "invalid_request", "body");

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_body_over_64_KiB_is_refused(string endpoint)
    {
        var answer = await _host.Caller.PostTextAsync(_site.Path(endpoint), $$"""{"filler":"{{new string('x', 64 * 1024)}}"}""");

        await RefusedAsync(answer, HttpStatusCode.RequestEntityTooLarge, "payload_too_large");
    }

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_body_over_64_KiB_of_unknown_length_is_refused(string endpoint)
    {
        using var content = new ChunkedContent(Encoding.UTF8.GetBytes($$"""{"filler":"{{new string('x', 64 * 1024)}}"}"""));

        await RefusedAsync(await SendAsync(endpoint, content), HttpStatusCode.RequestEntityTooLarge, "payload_too_large");
    }

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_deeply_nested_body_is_refused(string endpoint)
    {
        var deep = "{\"a\":" + new string('[', 5000) + new string(']', 5000) + "}";

        await RefusedAsync(await _host.Caller.PostTextAsync(_site.Path(endpoint), deep), HttpStatusCode.BadRequest, "invalid_request", "body");
    }

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_body_that_is_no_UTF_8_is_refused(string endpoint)
    {
        using var content = new ByteArrayContent([(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}']);
        content.Headers.ContentType = new("application/json");

        await RefusedAsync(await SendAsync(endpoint, content), HttpStatusCode.BadRequest, "invalid_request");
    }

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_form_is_no_JSON(string endpoint)
    {
        using var content = new FormUrlEncodedContent([new("identifier", "ada@example.com")]);

        await RefusedAsync(await SendAsync(endpoint, content), HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
    }

    [Theory, MemberData(nameof(Bodies))]
    public async Task An_unknown_pool_is_said_before_anything_else(string endpoint)
    {
        foreach (var pool in new[] { "nobody", "NOT-A-POOL", "x", "..%2fdemo", new string('a', 64) })
            await RefusedAsync(await _host.Caller.PostTextAsync($"/identity/{pool}/{endpoint}", "{"), HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_get_is_not_allowed(string endpoint) =>
        await RefusedAsync(await _host.Caller.GetAsync(_site.Path(endpoint)), HttpStatusCode.MethodNotAllowed);

    private Task<Answer> SendAsync(string endpoint, HttpContent content) =>
        _host.Caller.SendAsync(HttpMethod.Post, _site.Path(endpoint), content, bearer: null);

    private async Task RefusedAsync(Answer answer, HttpStatusCode status, string? error = null, string? member = null)
    {
        answer.ShouldBe(status);
        if (error is not null)
        {
            answer.Error.ShouldBe(error, answer.Text);
            answer.Headers["Content-Type"].ShouldStartWith("application/problem+json");
        }

        if (member is not null)
            ((string?)answer.Body["member"]).ShouldBe(member);
        (await CountRowsAsync()).ShouldBe(_before);
    }

    // That somebody called is counted, in a table that means nothing else, by a key that the first call makes.
    private async Task<IReadOnlyDictionary<string, long>> CountRowsAsync() =>
        (await _host.CountRowsAsync()).Where(table => table.Key is not ("RateCounters" or "HostSecrets")).ToDictionary();

    private static TheoryData<string, string> Combine(params string[] bodies)
    {
        var data = new TheoryData<string, string>();
        foreach (var endpoint in Endpoints)
        {
            foreach (var body in bodies)
                data.Add(endpoint, body);
        }

        return data;
    }

    private sealed class ChunkedContent(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            Headers.ContentType = new("application/json");
            length = 0;
            return false;
        }
    }
}
