using System.Buffers.Text;
using System.Security.Cryptography;
using Passkeys.IdentityServer.Embedded.Keys;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Embedded;

public sealed class ClientKeyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("""
        ,"alg":"ES256","use":"sig"
        """)]
    public void An_ec_key_on_p256_can_be_used(string rest) => ClientKey.ReadSet(Set(Ec(ECCurve.NamedCurves.nistP256, "P-256", rest))).ShouldHaveSingleItem().Id.ShouldBe("k1");

    [Theory]
    [InlineData("")]
    [InlineData("""
        ,"alg":"RS256"
        """)]
    [InlineData("""
        ,"alg":"PS256"
        """)]
    public void An_rsa_key_of_2048_bits_can_be_used(string rest) => ClientKey.ReadSet(Set(Rsa(2048, rest))).Count.ShouldBe(1);

    [Fact]
    public void Several_keys_can_be_used() => ClientKey.ReadSet(Set(Rsa(2048), Ec(ECCurve.NamedCurves.nistP256, "P-256"))).Count.ShouldBe(2);

    [Fact]
    public void A_short_rsa_key_is_refused() => ShouldBeRefused(Set(Rsa(1024)), "2048");

    // A zero in front adds to the length and not to the strength.
    [Fact]
    public void A_short_rsa_key_is_refused_however_long_it_is_written()
    {
        using var rsa = RSA.Create(1024);
        var key = rsa.ExportParameters(includePrivateParameters: false);
        var padded = Base64Url.EncodeToString([.. new byte[128], .. key.Modulus!]);

        ShouldBeRefused(Set($$"""{"kty":"RSA","n":"{{padded}}","e":"AQAB"}"""), "");
    }

    [Fact]
    public void Another_curve_is_refused() => ShouldBeRefused(Set(Ec(ECCurve.NamedCurves.nistP384, "P-384")), "neither EC on P-256");

    [Fact]
    public void A_point_that_is_not_on_the_curve_is_refused() => ShouldBeRefused(Set("""{"kty":"EC","crv":"P-256","x":"AQ","y":"AQ"}"""), "");

    [Theory]
    [InlineData("""{"kty":"oct","k":"c2VjcmV0"}""", "secret")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AQ","y":"AQ","d":"AQ"}""", "secret")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AQ"}""", "lacks")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"AQ"}""", "neither")]
    public void A_key_of_another_kind_is_refused(string key, string why) => ShouldBeRefused(Set(key), why);

    [Theory]
    [InlineData("""
        ,"use":"enc"
        """, "not for signatures")]
    [InlineData("""
        ,"alg":"RS256"
        """, "'RS256'")]
    public void A_key_for_something_else_is_refused(string rest, string why) => ShouldBeRefused(Set(Ec(ECCurve.NamedCurves.nistP256, "P-256", rest)), why);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("https://app.example.com/jwks")]
    public void What_is_no_key_set_is_refused(string jwks) => ShouldBeRefused(jwks, "");

    private static void ShouldBeRefused(string jwks, string why) => Should.Throw<FormatException>(() => ClientKey.ReadSet(jwks)).Message.ShouldContain(why);

    private static string Set(params string[] keys) => $$"""{"keys":[{{string.Join(',', keys)}}]}""";

    private static string Ec(ECCurve curve, string name, string rest = "")
    {
        using var ecdsa = ECDsa.Create(curve);
        var point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
        return $$"""{"kty":"EC","kid":"k1","crv":"{{name}}","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"{{rest}}}""";
    }

    private static string Rsa(int bits, string rest = "")
    {
        using var rsa = RSA.Create(bits);
        var key = rsa.ExportParameters(includePrivateParameters: false);
        return $$"""{"kty":"RSA","n":"{{Base64Url.EncodeToString(key.Modulus)}}","e":"{{Base64Url.EncodeToString(key.Exponent)}}"{{rest}}}""";
    }
}
