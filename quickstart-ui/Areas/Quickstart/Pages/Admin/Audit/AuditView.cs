using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Audit.Verification;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.Audit;

/// <summary>What an audit page shows.</summary>
public sealed record AuditView
{
    /// <summary>The pool, or null for what belongs to none.</summary>
    public required PoolId? Pool { get; init; }

    /// <summary>The filters.</summary>
    public required AuditForm Form { get; init; }

    /// <summary>The entries.</summary>
    public required Listed<AuditEntry> Entries { get; init; }

    /// <summary>What people of the pool are called, by their ids.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>The state of the chain, at the first part of the list; else null.</summary>
    public required AuditChainReport? Chain { get; init; }

    /// <summary>Whether all of the chain was checked, and not its ends alone.</summary>
    public required bool IsChecked { get; init; }
}
