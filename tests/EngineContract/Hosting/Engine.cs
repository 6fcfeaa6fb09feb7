namespace Passkeys.EngineContract.Hosting;

/// <summary>
/// The engine behind the host under test: what this suite was built for (MSBuild property or environment variable Stack), or what
/// PASSKEYS_CONTRACT_STACK says of a host elsewhere.
/// </summary>
internal static class Engine
{
#if DUENDE
    private const string BuiltFor = "Duende";
#else
    private const string BuiltFor = "Embedded";
#endif

    /// <summary>Whether it is Duende IdentityServer.</summary>
    public static bool IsDuende { get; } = (Environment.GetEnvironmentVariable("PASSKEYS_CONTRACT_STACK") ?? BuiltFor) switch
    {
        "Embedded" => false,
        "Duende" => true,
        var other => throw new InvalidOperationException($"PASSKEYS_CONTRACT_STACK is Embedded or Duende, not {other}."),
    };

    /// <summary>What is expected where the two rightly differ. docs/engines.md has every such case in a table.</summary>
    /// <param name="why">Why they may.</param>
    /// <param name="embedded">What the embedded provider has to answer.</param>
    /// <param name="duende">What Duende IdentityServer has to answer.</param>
    public static T Differs<T>(string why, T embedded, T duende) =>
        string.IsNullOrWhiteSpace(why) ? throw new ArgumentException("A difference has a reason.", nameof(why))
        : IsDuende ? duende : embedded;
}
