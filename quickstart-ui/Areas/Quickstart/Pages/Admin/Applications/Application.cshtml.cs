using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Applications;
using Passkeys.IdentityServer.Applications.QuickStarts;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.Applications;

/// <summary>An application: what is known of it, which pools it serves, and how one begins with it.</summary>
/// <param name="applications">Connects pools, and says how one begins.</param>
public sealed class ApplicationModel(IApplications applications) : ApplicationPage
{
    /// <summary>The pool whose people the quick start is for; null: of all.</summary>
    [BindProperty(SupportsGet = true, Name = "pool")]
    public string? ForPool { get; set; }

    /// <summary>The pool that a form connects or disconnects.</summary>
    [BindProperty]
    public string? PoolId { get; set; }

    /// <summary>How one begins.</summary>
    public QuickStart QuickStart { get; private set; } = null!;

    /// <summary>The pools that it serves; first those that can be disconnected of one of the configuration, for not all may be shown.</summary>
    public IEnumerable<string> Pools => Client.AddedPools.Concat(Client.Settings.Pools.Except(Client.AddedPools, StringComparer.Ordinal));

    /// <summary>Whether the one who looks may have it serve a pool more.</summary>
    public bool MayConnect => MayChange && Registry.CanRegister;

    /// <summary>Whether the one who looks may have it serve a pool no more: those of the configuration are changed there.</summary>
    public bool MayDisconnect(string pool) => MayConnect && (Client.IsEditable || Client.AddedPools.Contains(pool));

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGetAsync() => ShowAsync();

    /// <summary>Connects a pool.</summary>
    public Task<IActionResult> OnPostConnectAsync() => ChangeAsync("Applications.Connected", pool => applications.ConnectAsync(pool, ClientId, Who, HttpContext.RequestAborted));

    /// <summary>Disconnects one.</summary>
    public Task<IActionResult> OnPostDisconnectAsync() => ChangeAsync("Applications.Disconnected", pool => applications.DisconnectAsync(pool, ClientId, Who, HttpContext.RequestAborted));

    private async Task<IActionResult> ChangeAsync(string done, Func<PoolId, Task<ClientOutcome>> change)
    {
        var outcome = IdentityServer.Pools.PoolId.TryParse(PoolId?.Trim(), out var pool)
            ? await change(pool)
            : new ClientOutcome.Invalid([new ClientFlaw("pools", "the id of a pool is expected.")]);
        if (outcome is not ClientOutcome.Done)
        {
            Say(outcome);
            return await ShowAsync();
        }
        Done = done;
        return Redirect(Url.Content("~" + Address));
    }

    private async Task<IActionResult> ShowAsync()
    {
        var pool = IdentityServer.Pools.PoolId.TryParse(ForPool, out var named) && Client.Settings.Pools.Contains(named.Value) ? named : (PoolId?)null;
        ForPool = pool?.Value;
        QuickStart = (await applications.FindQuickStartAsync(ClientId, pool, HttpContext.RequestAborted))!;
        return Page();
    }
}
