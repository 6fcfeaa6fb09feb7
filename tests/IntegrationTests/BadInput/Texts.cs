using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Xunit;

namespace Passkeys.IntegrationTests.BadInput;

/// <summary>Texts that are good JSON and that a database or a comparison cannot take.</summary>
public sealed class Texts(SharedHosts hosts)
{
    public static TheoryData<string> Unfit => ["a\0b@example.com", "a\uFFFEb@example.com", new string('\u0958', 256)];

    [Theory, MemberData(nameof(Unfit))]
    public async Task An_identifier_begins_no_sign_in(string identifier) =>
        (await PostAsync("login/webauthn/options", identifier)).ShouldName("identifier");

    [Theory, MemberData(nameof(Unfit))]
    public async Task An_identifier_begins_no_sign_up(string identifier) =>
        (await PostAsync("signup", identifier)).ShouldName("identifier");

    [Theory, MemberData(nameof(Unfit))]
    public async Task An_identifier_activates_nothing(string identifier) =>
        (await PostAsync("activate", identifier)).ShouldName("identifier");

    [Fact]
    public async Task A_display_name_with_a_null_character_is_refused() =>
        (await (await hosts.Sqlite.NewPoolAsync()).PostAsync("signup", new JsonObject { ["identifier"] = Someone.New(), ["displayName"] = "a\0b" })).ShouldName("displayName");

    private async Task<Answer> PostAsync(string endpoint, string identifier) =>
        await (await hosts.Sqlite.NewPoolAsync()).PostAsync(endpoint, new JsonObject { ["identifier"] = identifier, ["code"] = "00000000" });
}
