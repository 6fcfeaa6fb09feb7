using System.Buffers.Text;
using System.Text;
using Passkeys.IdentityServer.Embedded.Keys;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Embedded;

public sealed class CompactJwsTests
{
    private const string Header = """{"alg":"ES256"}""";
    private const string Claims = """{"sub":"app"}""";

    [Fact]
    public void A_well_formed_one_is_read()
    {
        var jws = CompactJws.Read(Token()).ShouldNotBeNull();

        jws.Header.Alg.ShouldBe("ES256");
        jws.Text("sub").ShouldBe("app");
        jws.Signature.ShouldBe([1, 2, 3, 4]);
    }

    // RFC 7515 §2 and appendix C: no padding, no whitespace; and the last character has no bits that mean nothing.
    [Theory]
    [InlineData(0, "=")]
    [InlineData(1, "=")]
    [InlineData(2, "==")]
    [InlineData(2, " ")]
    [InlineData(2, "\n")]
    public void A_part_has_one_spelling(int part, string addition)
    {
        var parts = Token().Split('.');
        parts[part] += addition;

        CompactJws.Read(string.Join('.', parts)).ShouldBeNull();
    }

    // 4 bytes end in a character of which 2 bits count: AQIDBA and AQIDBB decode to the same.
    [Fact]
    public void Bits_that_mean_nothing_are_zero() => CompactJws.Read(Token()[..^1] + "B").ShouldBeNull();

    [Theory]
    [InlineData("""{"alg":"ES256","crit":["exp"]}""", Claims)]
    [InlineData("""{"alg":"ES256","alg":"none"}""", Claims)]
    [InlineData(Header, """{"sub":"app","sub":"other"}""")]
    [InlineData(Header, "[]")]
    [InlineData(Header, "null")]
    [InlineData("no json", Claims)]
    public void What_could_be_read_in_two_ways_or_not_at_all_is_refused(string header, string claims) => CompactJws.Read(Token(header, claims)).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c.d")]
    [InlineData("é.é.é")]
    public void What_is_no_jws_is_refused(string token) => CompactJws.Read(token).ShouldBeNull();

    [Fact]
    public void A_claim_of_another_type_is_as_if_it_were_not_there()
    {
        var jws = CompactJws.Read(Token(claims: """{"sub":1,"exp":"1"}""")).ShouldNotBeNull();

        jws.Text("sub").ShouldBeNull();
        jws.Seconds("exp").ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"sub":"\ud800"}""")]
    [InlineData("""{"\ud800":"app"}""")]
    public void Half_a_surrogate_pair_is_no_text(string claims) => CompactJws.Read(Token(claims: claims))?.Text("sub").ShouldBeNull();

    [Fact]
    public void Bytes_that_are_no_text_are_none()
    {
        byte[] claims = [.. "{\"sub\":\""u8, 0xC3, .. "\"}"u8];

        CompactJws.Read($"{Encode(Header)}.{Base64Url.EncodeToString(claims)}.AQIDBA")?.Text("sub").ShouldBeNull();
    }

    private static string Token(string header = Header, string claims = Claims) =>
        $"{Encode(header)}.{Encode(claims)}.{Base64Url.EncodeToString([1, 2, 3, 4])}";

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
