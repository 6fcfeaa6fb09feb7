using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>A page of the administration about one pool, which its address names as <c>poolId</c>. The pool may be disabled.</summary>
public abstract class AdminPoolPage : AdminPage
{
    /// <summary>The pool's id as it stands in the address.</summary>
    [BindProperty(SupportsGet = true, Name = "poolId")]
    public string PoolName { get; set; } = "";

    /// <summary>The pool.</summary>
    public Pool Pool { get; private set; } = null!;

    /// <inheritdoc />
    public override bool MayChange => PoolId.TryParse(PoolName, out var pool) && Administrator.Reach.MayChange(pool);

    /// <inheritdoc />
    protected override bool MayRead => PoolId.TryParse(PoolName, out var pool) && Administrator.Reach.MayRead(pool);

    /// <inheritdoc />
    protected sealed override async Task<IActionResult?> PrepareAsync()
    {
        var pools = HttpContext.RequestServices.GetRequiredService<IAdministeredPools>();
        if (!PoolId.TryParse(PoolName, out var id) || await pools.FindAsync(id, HttpContext.RequestAborted) is not { } pool)
            return NotFound();
        Pool = pool;
        return await PrepareInPoolAsync();
    }

    /// <summary>What a page has to know before it is shown, once its pool is found. Null: it goes on; else this is the answer.</summary>
    protected virtual Task<IActionResult?> PrepareInPoolAsync() => Task.FromResult<IActionResult?>(null);
}
