using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Operations;

/// <summary>Operation tokens, codes and results end by themselves, and live through a restart until then.</summary>
public sealed class InTheirTime(OwnHost own) : IClassFixture<OwnHost>, IAsyncLifetime
{
    private Site _site = null!;
    private BackEnd _backEnd = null!;
    private SoftwareAuthenticator _phone = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await own.Host.NewPoolAsync();
        _backEnd = await BackEnd.OpenAsync(own.Host, _site);
        (_phone, _) = await _site.NewPersonAsync();
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_operation_token_lives_five_minutes()
    {
        var answer = (await _backEnd.AskAsync("authenticate")).OrThrow();
        DateTimeOffset.Parse(answer["expiresAt"], System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBe(own.Host.Clock.GetUtcNow().AddMinutes(5), TimeSpan.FromSeconds(1));

        own.Host.Clock.Advance(TimeSpan.FromMinutes(5));

        (await _site.PostAsync("login/webauthn/options", new JsonObject(), answer["operationToken"])).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Fact]
    public async Task A_code_is_exchanged_within_a_minute()
    {
        var code = (await _backEnd.SignInAsync(_phone)).OrThrow()["code"];

        own.Host.Clock.Advance(TimeSpan.FromSeconds(60));

        (await _backEnd.ExchangeAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task A_signed_result_is_good_for_five_minutes()
    {
        var result = (await _backEnd.SignInAsync(_phone)).OrThrow()["result"];

        own.Host.Clock.Advance(TimeSpan.FromMinutes(5));

        (await _backEnd.VerifyAsync(result))["result"].ShouldBe("expired");
    }
}
