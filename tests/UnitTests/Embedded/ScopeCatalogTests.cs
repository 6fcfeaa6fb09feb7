using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Tokens;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Embedded;

public sealed class ScopeCatalogTests
{
    private const string Issuer = "https://id.example.com";

    private static readonly ApiResource[] Apis =
        [new() { Name = "orders", Scopes = ["orders.read", "orders.write"] }, new() { Name = "mail", Scopes = ["mail.send"] }];

    [Fact]
    public void A_token_is_for_the_api_of_its_scope() => AudiencesOf("openid", "orders.read", "orders.write").ShouldBe(["orders"]);

    [Fact]
    public void A_token_for_two_apis_names_both() => AudiencesOf("orders.read", "mail.send").ShouldBe(["orders", "mail"]);

    [Theory]
    [InlineData("passkeys")]
    [InlineData("passkeys.backend")]
    [InlineData("passkeys.admin")]
    public void A_token_for_the_extension_is_for_the_issuer(string scope) => AudiencesOf("orders.read", scope).ShouldBe(["orders", Issuer]);

    [Fact]
    public void A_token_for_no_api_is_for_the_issuer() => AudiencesOf("openid").ShouldBe([Issuer]);

    [Theory]
    [InlineData("orders.read", true)]
    [InlineData("https://api.example.com/read", true)]
    [InlineData("", false)]
    [InlineData("two words", false)]
    [InlineData("quo\"te", false)]
    [InlineData("back\\slash", false)]
    [InlineData("ümlaut", false)]
    public void A_scope_is_made_of_the_characters_of_rfc_6749(string scope, bool wellFormed) =>
        ScopeCatalog.IsWellFormed(scope).ShouldBe(wellFormed);

    private static IReadOnlyList<string> AudiencesOf(params string[] scope) => ScopeCatalog.AudiencesOf(scope, Apis, Issuer);
}
