using System.Buffers.Text;
using System.Formats.Cbor;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.Testing.Authenticators;
using Passkeys.UnitTests.Authenticators;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Verification;

/// <summary>Replies with any byte changed are refused or cannot be read. None is an exception that nobody expects, none of a signed part is accepted.</summary>
public sealed class MutatedReplies : IDisposable
{
    private static readonly byte[] Masks = [0x01, 0x20, 0x80, 0xFF];
    private readonly SoftwareAuthenticator _phone = new(Options.Origin);
    private readonly IWebAuthnVerifier _verifier =
        new ServiceCollection().AddPasskeys().Services.BuildServiceProvider().GetRequiredService<IWebAuthnVerifier>();

    public static TheoryData<string> OfAssertion { get; } = ["clientDataJSON", "authenticatorData", "signature"];

    public void Dispose() => _phone.Dispose();

    [Fact]
    public async Task An_attestation_object_with_any_byte_changed_is_no_surprise()
    {
        var reply = _phone.Register(Options.Creation());

        foreach (var mutant in MutantsOf(reply, "attestationObject"))
            await TryRegisterAsync(mutant);
    }

    [Fact]
    public async Task An_attestation_object_cut_anywhere_is_no_surprise()
    {
        var reply = _phone.Register(Options.Creation());
        var whole = reply.Bytes("attestationObject");

        for (var length = 0; length < whole.Length; length++)
            (await TryRegisterAsync(With(reply, "attestationObject", whole[..length]))).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(OfAssertion))]
    public async Task An_assertion_with_any_byte_changed_is_not_accepted(string member)
    {
        _phone.Register(Options.Creation());
        var reply = _phone.Sign(Options.Request());
        (await TrySignInAsync(reply)).ShouldBeTrue();

        foreach (var mutant in MutantsOf(reply, member))
            (await TrySignInAsync(mutant)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(1L << 40)]
    public async Task A_key_with_a_label_that_no_integer_holds_cannot_be_used(long label)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        writer.WriteStartMap(1);
        writer.WriteInt64(label);
        writer.WriteInt32(2);
        writer.WriteEndMap();

        (await TryRegisterAsync(_phone.Register(Options.Creation(), draft => draft.PublicKey = writer.Encode()))).ShouldBeFalse();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_key_with_a_value_that_no_integer_holds_cannot_be_used(int label)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        writer.WriteStartMap(1);
        writer.WriteInt32(label);
        writer.WriteInt64(long.MaxValue);
        writer.WriteEndMap();

        (await TryRegisterAsync(_phone.Register(Options.Creation(), draft => draft.PublicKey = writer.Encode()))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_point_that_is_not_on_the_curve_cannot_be_used()
    {
        var registered = _phone.Register(Options.Creation(), draft => draft.PublicKey = NotOnTheCurve());

        if (await TryRegisterAsync(registered))
            (await TrySignInAsync(_phone.Sign(Options.Request()), NotOnTheCurve())).ShouldBeFalse();
    }

    private static byte[] NotOnTheCurve()
    {
        using var key = CredentialKey.Create(CoseAlgorithm.ES256);
        return key.ToCose().WithFlippedBit();
    }

    private async Task<bool> TryRegisterAsync(JsonObject reply)
    {
        if (!TryRead(() => RegistrationResponse.Read(JsonSerializer.SerializeToElement(reply)), out var response))
            return false;
        var expected = new RegistrationExpectation
        {
            RpId = "example.com",
            Challenge = new byte[32],
            Origins = new OriginRule([Options.Origin], []),
            UserVerificationRequired = true,
            Algorithms = _verifier.Algorithms,
        };
        return await _verifier.VerifyAsync(expected, response!, TestContext.Current.CancellationToken) is RegistrationVerification.Verified;
    }

    private async Task<bool> TrySignInAsync(JsonObject reply, byte[]? publicKey = null)
    {
        if (!TryRead(() => AuthenticationResponse.Read(JsonSerializer.SerializeToElement(reply)), out var response))
            return false;
        var expected = new AssertionExpectation
        {
            RpId = "example.com",
            Challenge = new byte[32],
            Origins = new OriginRule([Options.Origin], []),
            UserVerificationRequired = true,
            PublicKey = publicKey ?? _phone.Credentials[0].Key.ToCose(),
            BackupEligible = false,
        };
        return await _verifier.VerifyAsync(expected, response!, TestContext.Current.CancellationToken) is AssertionVerification.Verified;
    }

    private static bool TryRead<T>(Func<T> read, out T? response)
    {
        try
        {
            response = read();
            return true;
        }
        catch (InvalidMemberException)
        {
            response = default;
            return false;
        }
    }

    private static IEnumerable<JsonObject> MutantsOf(JsonObject reply, string member)
    {
        var whole = reply.Bytes(member);
        foreach (var at in Enumerable.Range(0, whole.Length))
        {
            foreach (var mask in Masks)
            {
                var mutant = whole.ToArray();
                mutant[at] ^= mask;
                yield return With(reply, member, mutant);
            }
        }
    }

    private static JsonObject With(JsonObject reply, string member, byte[] bytes)
    {
        var copy = reply.DeepClone().AsObject();
        copy["response"]![member] = Base64Url.EncodeToString(bytes);
        return copy;
    }
}
