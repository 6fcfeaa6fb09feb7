using System.Security.Cryptography.X509Certificates;

namespace Passkeys.IdentityServer.Fido2.Attestation;

/// <summary>Whether certificates lead to a trust anchor (RFC 5280 §6), without asking the network: nothing is downloaded, and no revocation list is fetched.</summary>
internal static class TrustPath
{
    /// <summary>
    /// Whether the first certificate is a trust anchor, or leads to one by way of the others. An anchor need not be a root: metadata names certificates between, and attestation
    /// certificates themselves (FIDO Metadata Statement 3.0 §4, attestationRootCertificates).
    /// </summary>
    /// <param name="anchors">The trust anchors.</param>
    /// <param name="path">The certificate in question, then those that may lead on from it.</param>
    /// <param name="at">When they must be valid.</param>
    public static bool LeadsTo(IReadOnlyList<X509Certificate2> anchors, IReadOnlyList<X509Certificate2> path, DateTimeOffset at)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(anchors.ToArray());
        policy.ExtraStore.AddRange(path.Skip(1).ToArray());
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = at.UtcDateTime;
        policy.VerificationTimeIgnored = false;
        // What stands above an anchor need not be known. That an anchor is part of the chain is checked below; everything else the chain checks.
        policy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        var holds = chain.Build(path[0]) && chain.ChainElements.Any(element => anchors.Any(anchor => Same(anchor, element.Certificate)));
        foreach (var element in chain.ChainElements)
            element.Certificate.Dispose();
        return holds;
    }

    private static bool Same(X509Certificate2 one, X509Certificate2 other) => one.RawDataMemory.Span.SequenceEqual(other.RawDataMemory.Span);
}
