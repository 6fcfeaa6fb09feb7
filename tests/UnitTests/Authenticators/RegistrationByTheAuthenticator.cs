using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using Passkeys.Testing.Authenticators;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Authenticators;

public sealed class RegistrationByTheAuthenticator : IDisposable
{
    private readonly SoftwareAuthenticator _phone = new(Options.Origin);

    public void Dispose() => _phone.Dispose();

    [Fact]
    public void A_reply_has_every_member_of_RegistrationResponseJSON()
    {
        var reply = _phone.Register(Options.Creation());

        reply.Select(member => member.Key).ShouldBe(["id", "rawId", "type", "authenticatorAttachment", "clientExtensionResults", "response"]);
        reply["response"]!.AsObject().Select(member => member.Key).ShouldBe(
            ["clientDataJSON", "attestationObject", "authenticatorData", "transports", "publicKey", "publicKeyAlgorithm"]);
    }

    [Fact]
    public void Client_data_begins_as_the_specification_serializes_it()
    {
        var text = System.Text.Encoding.UTF8.GetString(_phone.Register(Options.Creation()).Bytes("clientDataJSON"));

        text.ShouldStartWith("{\"type\":\"webauthn.create\",\"challenge\":\"AAAA");
        text.ShouldEndWith("\"origin\":\"https://portal.example.com\",\"crossOrigin\":false}");
    }

    [Fact]
    public void Authenticator_data_is_the_one_in_the_attestation_object()
    {
        var reply = _phone.Register(Options.Creation());

        AuthData(reply.Bytes("attestationObject")).ShouldBe(reply.Bytes("authenticatorData"));
    }

    [Theory]
    [InlineData(CoseAlgorithm.ES256)]
    [InlineData(CoseAlgorithm.RS256)]
    public void Self_attestation_verifies_with_the_credential_key(CoseAlgorithm algorithm)
    {
        _phone.Attestation = AttestationKind.PackedSelf;
        _phone.Algorithms = [algorithm];

        var reply = _phone.Register(Options.Creation());

        byte[] signed = [.. reply.Bytes("authenticatorData"), .. SHA256.HashData(reply.Bytes("clientDataJSON"))];
        _phone.Credentials[0].Key.Verify(signed, AttestationSignature(reply.Bytes("attestationObject"))).ShouldBeTrue();
    }

    [Fact]
    public void The_relying_partys_order_of_algorithms_decides()
    {
        _phone.Algorithms = [CoseAlgorithm.RS256, CoseAlgorithm.ES256];

        ((int)_phone.Register(Options.Creation())["response"]!["publicKeyAlgorithm"]!).ShouldBe(-7);
    }

    [Fact]
    public void An_excluded_credential_is_an_InvalidStateError()
    {
        _phone.Register(Options.Creation());

        Should.Throw<ClientException>(() => _phone.Register(Options.Creation(_phone.Credentials[0].IdText)))
            .Name.ShouldBe("InvalidStateError");
    }

    [Fact]
    public void An_RP_ID_of_another_domain_is_a_SecurityError()
    {
        var options = Options.Creation();
        options["rp"]!["id"] = "example.org";

        Should.Throw<ClientException>(() => _phone.Register(options)).Name.ShouldBe("SecurityError");
    }

    [Fact]
    public void Without_a_common_algorithm_it_is_a_NotSupportedError()
    {
        _phone.Algorithms = [CoseAlgorithm.ES512];

        Should.Throw<ClientException>(() => _phone.Register(Options.Creation())).Name.ShouldBe("NotSupportedError");
    }

    [Fact]
    public void Padded_base64url_in_the_options_is_refused_as_a_browser_does()
    {
        var options = Options.Creation();
        options["user"]!["id"] = "AQ==";

        Should.Throw<FormatException>(() => _phone.Register(options));
    }

    [Fact]
    public void A_credential_id_can_deviate()
    {
        var reply = _phone.Register(Options.Creation(), draft => draft.CredentialId = [9, 9]);

        ((string)reply["rawId"]!).ShouldBe(Base64Url.EncodeToString([9, 9]));
    }

    [Fact]
    public void Attested_credential_data_can_be_left_out()
    {
        var reply = _phone.Register(Options.Creation(), draft => draft.HasAttestedCredentialData = false);

        reply.Bytes("authenticatorData").Length.ShouldBe(37);
    }

    [Fact]
    public void An_algorithm_can_be_claimed_that_the_key_is_not_for()
    {
        var reply = _phone.Register(Options.Creation(), draft => draft.Algorithm = -8);

        ((int)reply["response"]!["publicKeyAlgorithm"]!).ShouldBe(-8);
    }

    private static byte[] AuthData(byte[] attestationObject) => Member(attestationObject, "authData").ReadByteString();

    private static byte[] AttestationSignature(byte[] attestationObject)
    {
        var statement = Member(attestationObject, "attStmt");
        statement.ReadStartMap();
        while (statement.ReadTextString() != "sig")
            statement.SkipValue();

        return statement.ReadByteString();
    }

    private static CborReader Member(byte[] map, string name)
    {
        var reader = new CborReader(map, CborConformanceMode.Ctap2Canonical);
        reader.ReadStartMap();
        while (reader.ReadTextString() != name)
            reader.SkipValue();

        return reader;
    }
}
