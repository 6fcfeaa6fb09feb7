using BenchmarkDotNet.Running;
using Passkeys.Benchmarks.Load;

namespace Passkeys.Benchmarks;

/// <summary><c>load</c> drives a host over loopback; anything else goes to BenchmarkDotNet, such as <c>--filter '*'</c>.</summary>
internal static class EntryPoint
{
    public static async Task<int> Main(string[] args)
    {
        if (args is ["load", .. var rest])
            return await LoadCommand.RunAsync(rest);
        BenchmarkSwitcher.FromAssembly(typeof(EntryPoint).Assembly).Run(args, Micro.InProcess.Config());
        return 0;
    }
}
