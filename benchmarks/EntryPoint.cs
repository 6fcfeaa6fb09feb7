using BenchmarkDotNet.Running;
using Passkeys.Benchmarks.Audit;
using Passkeys.Benchmarks.Load;

namespace Passkeys.Benchmarks;

/// <summary><c>load</c> drives a host over loopback, <c>audit</c> seals and verifies; anything else goes to BenchmarkDotNet, such as <c>--filter '*'</c>.</summary>
internal static class EntryPoint
{
    public static async Task<int> Main(string[] args)
    {
        if (args is ["load", .. var rest])
            return await LoadCommand.RunAsync(rest);
        if (args is ["audit", .. var audited])
            return await AuditCommand.RunAsync(audited);
        BenchmarkSwitcher.FromAssembly(typeof(EntryPoint).Assembly).Run(args, Micro.InProcess.Config());
        return 0;
    }
}
