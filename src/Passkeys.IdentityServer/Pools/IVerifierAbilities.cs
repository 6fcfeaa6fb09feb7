namespace Passkeys.IdentityServer.Pools;

/// <summary>What the host's verifier of authenticator answers can do, and so what a pool may ask for.</summary>
public interface IVerifierAbilities
{
    /// <summary>The COSE algorithms that can be verified, most preferred first.</summary>
    IReadOnlyList<int> Algorithms { get; }

    /// <summary>Whether attestation statements are verified against trust anchors at this moment. If not, a pool cannot demand it.</summary>
    bool VerifiesAttestation { get; }
}
