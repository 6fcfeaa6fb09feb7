using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Passkeys.Testing.Authenticators;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Authenticators;

public sealed class AssertionByTheAuthenticator : IDisposable
{
    private readonly SoftwareAuthenticator _phone = new(Options.Origin);

    public void Dispose() => _phone.Dispose();

    [Theory]
    [InlineData(CoseAlgorithm.ES256)]
    [InlineData(CoseAlgorithm.RS256)]
    public void The_signature_verifies_with_the_public_key(CoseAlgorithm algorithm)
    {
        _phone.Algorithms = [algorithm];
        _phone.Register(Options.Creation());

        Verifies(_phone.Sign(Options.Request())).ShouldBeTrue();
    }

    [Fact]
    public void A_flipped_bit_in_the_signature_does_not_verify()
    {
        _phone.Register(Options.Creation());

        Verifies(_phone.Sign(Options.Request(), draft => draft.AlterSignature = ByteEdits.WithFlippedBit)).ShouldBeFalse();
    }

    [Fact]
    public void A_deviation_of_the_client_data_is_signed()
    {
        _phone.Register(Options.Creation());

        var reply = _phone.Sign(Options.Request(), draft => draft.ClientData["origin"] = "https://evil.example");

        System.Text.Encoding.UTF8.GetString(reply.Bytes("clientDataJSON")).ShouldContain("https://evil.example");
        Verifies(reply).ShouldBeTrue();
    }

    [Fact]
    public void A_deviation_of_the_flags_is_signed()
    {
        _phone.Register(Options.Creation());

        var reply = _phone.Sign(Options.Request(), draft => draft.Flags &= ~AuthenticatorFlags.UserPresent);

        reply.Bytes("authenticatorData")[32].ShouldBe((byte)AuthenticatorFlags.UserVerified);
        Verifies(reply).ShouldBeTrue();
    }

    [Fact]
    public void A_counter_grows_by_its_step()
    {
        _phone.CounterStep = 3;
        _phone.Register(Options.Creation());

        _phone.Sign(Options.Request()).Bytes("authenticatorData")[33..37].ShouldBe(new byte[] { 0, 0, 0, 6 });
    }

    [Fact]
    public void A_counter_stays_zero_where_there_is_none()
    {
        _phone.Register(Options.Creation());

        _phone.Sign(Options.Request()).Bytes("authenticatorData")[33..37].ShouldBe(new byte[4]);
    }

    [Fact]
    public void Allowed_credentials_are_honoured()
    {
        _phone.Register(Options.Creation());
        _phone.Register(Options.Creation());

        var reply = _phone.Sign(Options.Request(_phone.Credentials[0].IdText));

        ((string)reply["id"]!).ShouldBe(_phone.Credentials[0].IdText);
    }

    [Fact]
    public void No_fitting_credential_is_a_NotAllowedError()
    {
        _phone.Register(Options.Creation());

        Should.Throw<ClientException>(() => _phone.Sign(Options.Request("AAAA"))).Name.ShouldBe("NotAllowedError");
    }

    [Fact]
    public void A_passkey_that_is_not_discoverable_needs_to_be_named()
    {
        var options = Options.Creation();
        options["authenticatorSelection"]!["residentKey"] = "discouraged";
        _phone.Register(options);

        Should.Throw<ClientException>(() => _phone.Sign(Options.Request())).Name.ShouldBe("NotAllowedError");
        _phone.Sign(Options.Request(_phone.Credentials[0].IdText)).ShouldNotBeNull();
    }

    [Fact]
    public void The_user_handle_is_the_one_of_the_registration()
    {
        _phone.Register(Options.Creation());

        _phone.Sign(Options.Request()).Bytes("userHandle").ShouldBe(new byte[] { 1, 2, 3 });
    }

    [Fact]
    public void A_user_handle_can_be_left_out()
    {
        _phone.Register(Options.Creation());

        _phone.Sign(Options.Request(), draft => draft.UserHandle = null)["response"]!.AsObject().ContainsKey("userHandle").ShouldBeFalse();
    }

    [Fact]
    public void Another_key_can_sign()
    {
        using var other = CredentialKey.Create(CoseAlgorithm.ES256);
        _phone.Register(Options.Creation());

        Verifies(_phone.Sign(Options.Request(), draft => draft.SigningKey = other)).ShouldBeFalse();
    }

    [Fact]
    public void A_finished_reply_can_be_edited()
    {
        _phone.Register(Options.Creation());

        var reply = _phone.Sign(Options.Request(), draft => draft.AlterReply = json => json["type"] = "password");

        ((string)reply["type"]!).ShouldBe("password");
    }

    private bool Verifies(JsonObject reply)
    {
        var id = Base64Url.DecodeFromChars((string)reply["rawId"]!);
        var credential = _phone.Credentials.Single(each => each.Id.AsSpan().SequenceEqual(id));
        byte[] signed = [.. reply.Bytes("authenticatorData"), .. SHA256.HashData(reply.Bytes("clientDataJSON"))];
        return credential.Key.Verify(signed, reply.Bytes("signature"));
    }
}
