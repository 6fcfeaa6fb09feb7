using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages;

/// <summary>Which text tells how people come into a pool.</summary>
internal static class PoolWords
{
    public static string About(Pool pool) => pool.Policy.Registration switch
    {
        { SelfService: true, Activation: true } => "Pool.OpenWithCode",
        { SelfService: true } => "Pool.Open",
        { Invitation: true } => "Pool.Invitation",
        _ => "Pool.Closed",
    };
}
