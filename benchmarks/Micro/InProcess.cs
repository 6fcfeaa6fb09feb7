using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Passkeys.Benchmarks.Micro;

/// <summary>
/// A short job in this process: BenchmarkDotNet would else generate a project of its own, which knows nothing of the
/// package versions that this repository pins.
/// </summary>
internal static class InProcess
{
    public static IConfig Config() => DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
}
