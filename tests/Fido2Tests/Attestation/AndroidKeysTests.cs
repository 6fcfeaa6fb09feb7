using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Passkeys.IdentityServer.Fido2.Attestation;
using Shouldly;
using Xunit;

namespace Passkeys.Fido2Tests.Attestation;

/// <summary>Security levels of Android's key attestation: 0 software, 1 trusted environment, 2 StrongBox; of the attestation, then of the key.</summary>
public class AndroidKeysTests
{
    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, false)]
    [InlineData(1, 0, false)]
    [InlineData(1, 1, true)]
    [InlineData(2, 2, true)]
    public void A_key_is_in_hardware_when_it_and_its_attestation_are(int attestation, int key, bool hardware) =>
        AndroidKeys.AreInHardware(CertificateWith(Description(attestation, key))).ShouldBe(hardware);

    [Fact]
    public void Without_a_description_it_is_not_known() => AndroidKeys.AreInHardware(CertificateWith(description: null)).ShouldBeFalse();

    [Fact]
    public void A_description_that_cannot_be_read_tells_nothing() => AndroidKeys.AreInHardware(CertificateWith([0x30, 0x03, 0x0A, 0x01, 0x02])).ShouldBeFalse();

    private static byte[] Description(int attestation, int key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(300);
            writer.WriteEnumeratedValue((Level)attestation);
            writer.WriteInteger(300);
            writer.WriteEnumeratedValue((Level)key);
        }
        return writer.Encode();
    }

    private static X509Certificate2 CertificateWith(byte[]? description)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Android Keystore Key", key, HashAlgorithmName.SHA256);
        if (description is not null)
            request.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.11129.2.1.17", description, critical: false));
        return request.CreateSelfSigned(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2124, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private enum Level
    {
        Software,
        TrustedEnvironment,
        StrongBox,
    }
}
