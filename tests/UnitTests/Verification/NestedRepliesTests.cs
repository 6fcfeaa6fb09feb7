using System.Text.Json;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Json;
using Passkeys.Testing.Authenticators;
using Passkeys.UnitTests.Authenticators;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Verification;

/// <summary>CBOR as deep as a body is long: a library that reads it by recursion would run out of stack, and the process would end.</summary>
public sealed class NestedRepliesTests : IDisposable
{
    private readonly SoftwareAuthenticator _phone = new(Options.Origin);

    public void Dispose() => _phone.Dispose();

    [Fact]
    public void A_deep_attestation_statement_is_refused() =>
        Should.Throw<InvalidMemberException>(() => Register(draft => (draft.AttestationFormat, draft.AttestationStatement) = ("packed", Nested(40_000))));

    [Fact]
    public void Deep_extensions_are_refused_at_registration() =>
        Should.Throw<InvalidMemberException>(() => Register(draft => draft.Extensions = Nested(40_000)));

    [Fact]
    public void Deep_extensions_are_refused_at_sign_in()
    {
        Register(_ => { });

        var reply = _phone.Sign(Options.Request(), draft => draft.Extensions = Nested(40_000));

        Should.Throw<InvalidMemberException>(() => AuthenticationResponse.Read(JsonSerializer.SerializeToElement(reply)));
    }

    // CTAP 2.2 §8 has four levels at most.
    [Fact]
    public void What_authenticators_nest_is_read() => Register(draft => draft.Extensions = Nested(3)).AuthenticatorData.Attested.ShouldNotBeNull();

    private RegistrationResponse Register(Action<RegistrationDraft> draft) => Read(_phone.Register(Options.Creation(), draft));

    private static RegistrationResponse Read(JsonObject reply) => RegistrationResponse.Read(JsonSerializer.SerializeToElement(reply));

    // A map with one member, an array in an array in an array.
    private static byte[] Nested(int depth) => [0xa1, 0x61, 0x61, .. Enumerable.Repeat((byte)0x81, depth), 0x00];
}
