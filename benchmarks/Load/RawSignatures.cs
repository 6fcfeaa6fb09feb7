using System.Diagnostics;
using System.Security.Cryptography;

namespace Passkeys.Benchmarks.Load;

/// <summary>What the machine gives before any of this project's code runs: ES256 a second, with the key at hand.</summary>
/// <param name="Verifications">Verifications a second on one core.</param>
/// <param name="Signatures">Signatures a second on one core.</param>
/// <param name="VerificationsOnAllCores">Verifications a second on all cores at once.</param>
/// <param name="SignaturesOnAllCores">Signatures a second on all cores at once.</param>
internal sealed record RawSignatures(double Verifications, double Signatures, double VerificationsOnAllCores, double SignaturesOnAllCores)
{
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(1);

    public static RawSignatures Measure()
    {
        Rate(1, Verifying, TimeSpan.FromMilliseconds(200));
        return new RawSignatures(
            Rate(1, Verifying, Each), Rate(1, Signing, Each), Rate(Environment.ProcessorCount, Verifying, Each), Rate(Environment.ProcessorCount, Signing, Each));
    }

    private static Action Verifying(ECDsa key, byte[] data)
    {
        var signature = key.SignData(data, HashAlgorithmName.SHA256);
        return () =>
        {
            if (!key.VerifyData(data, signature, HashAlgorithmName.SHA256))
                throw new CryptographicException("A good signature did not verify.");
        };
    }

    private static Action Signing(ECDsa key, byte[] data) => () => key.SignData(data, HashAlgorithmName.SHA256);

    private static double Rate(int threads, Func<ECDsa, byte[], Action> kind, TimeSpan duration)
    {
        var counts = new long[threads];
        var workers = Enumerable.Range(0, threads).Select(index => new Thread(() => counts[index] = Count(kind, duration))).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return counts.Sum() / duration.TotalSeconds;
    }

    // 69 bytes: authenticator data without extensions, and the hash of the client data (WebAuthn L3 §7.2 step 21).
    private static long Count(Func<ECDsa, byte[], Action> kind, TimeSpan duration)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var once = kind(key, RandomNumberGenerator.GetBytes(69));
        var started = Stopwatch.GetTimestamp();
        var count = 0L;
        for (; Stopwatch.GetElapsedTime(started) < duration; count++)
            once();
        return count;
    }
}
