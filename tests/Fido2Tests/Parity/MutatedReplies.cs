using System.Buffers.Text;
using System.Text.Json.Nodes;
using Passkeys.Fido2Tests.Authenticators;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Json;
using Passkeys.Testing.Authenticators;
using Passkeys.UnitTests.Authenticators;
using Shouldly;
using Xunit;

namespace Passkeys.Fido2Tests.Parity;

/// <summary>Replies with any byte changed: both verifiers say the same of each.</summary>
public sealed class MutatedReplies : IDisposable
{
    private static readonly byte[] Masks = [0x01, 0x20, 0x80, 0xFF];
    private readonly SoftwareAuthenticator _phone = new(Options.Origin);

    public static TheoryData<CoseAlgorithm, string> OfAssertion => new()
    {
        { CoseAlgorithm.ES256, "clientDataJSON" },
        { CoseAlgorithm.ES256, "authenticatorData" },
        { CoseAlgorithm.ES256, "signature" },
        { CoseAlgorithm.RS256, "signature" },
    };

    public void Dispose() => _phone.Dispose();

    [Theory]
    [InlineData(CoseAlgorithm.ES256, "attestationObject")]
    [InlineData(CoseAlgorithm.ES256, "clientDataJSON")]
    [InlineData(CoseAlgorithm.RS256, "attestationObject")]
    public async Task Of_a_registration(CoseAlgorithm algorithm, string member)
    {
        _phone.Algorithms = [algorithm];
        var reply = _phone.Register(Options.Creation());

        foreach (var (at, mutant) in MutantsOf(reply, member))
            (await RegisterAsync(Verifiers.Plain, mutant)).ShouldBe(await RegisterAsync(Verifiers.Framework, mutant), at);
    }

    [Theory, MemberData(nameof(OfAssertion))]
    public async Task Of_an_assertion(CoseAlgorithm algorithm, string member)
    {
        _phone.Algorithms = [algorithm];
        _phone.Register(Options.Creation());

        foreach (var (at, mutant) in MutantsOf(_phone.Sign(Options.Request()), member))
            (await SignInAsync(Verifiers.Plain, mutant)).ShouldBe(await SignInAsync(Verifiers.Framework, mutant), at);
    }

    [Theory]
    [InlineData("clientDataJSON")]
    [InlineData("authenticatorData")]
    [InlineData("signature")]
    public async Task None_of_an_EdDSA_assertion_is_accepted(string member)
    {
        _phone.Algorithms = [CoseAlgorithm.EdDSA];
        _phone.NewKey = Ed25519CredentialKey.Make;
        _phone.Register(Ceremonies.Offer(-8));

        foreach (var (at, mutant) in MutantsOf(_phone.Sign(Options.Request()), member))
            (await SignInAsync(Verifiers.Plain, mutant)).ShouldNotBe("verified", at);
    }

    private static Task<string> RegisterAsync(IWebAuthnVerifier verifier, JsonObject reply) => SayAsync(async () =>
        await verifier.RegisterAsync(reply, Ceremonies.Registration(Verifiers.Framework)) is RegistrationVerification.Failed failed ? failed.Why : Ceremonies.WhyKeyIsRefused(reply));

    private Task<string> SignInAsync(IWebAuthnVerifier verifier, JsonObject reply) => SayAsync(async () =>
        await verifier.SignInAsync(reply, Ceremonies.Assertion(_phone.Credentials[0].Key.ToCose())) is AssertionVerification.Failed failed ? failed.Why : null);

    private static async Task<string> SayAsync(Func<Task<RefusalReason?>> ask)
    {
        try
        {
            return (await ask())?.ToString() ?? "verified";
        }
        catch (InvalidMemberException unreadable)
        {
            return unreadable.Member;
        }
    }

    private static IEnumerable<(string At, JsonObject Mutant)> MutantsOf(JsonObject reply, string member)
    {
        var whole = reply.Bytes(member);
        foreach (var at in Enumerable.Range(0, whole.Length))
        {
            foreach (var mask in Masks)
            {
                var mutant = whole.ToArray();
                mutant[at] ^= mask;
                var copy = reply.DeepClone().AsObject();
                copy["response"]![member] = Base64Url.EncodeToString(mutant);
                yield return ($"byte {at} of {whole.Length} ^ {mask:x2}: {Convert.ToHexString(mutant)}", copy);
            }
        }
    }
}
