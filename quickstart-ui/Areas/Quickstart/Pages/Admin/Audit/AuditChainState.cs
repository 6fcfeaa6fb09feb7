using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Audit.Verification;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.Audit;

/// <summary>Finds out the state of a chain for a page: all of it where that is a moment's work or was asked for, else what its ends say.</summary>
internal static class AuditChainState
{
    private const long AMomentsWork = 5000;

    public static async Task<(AuditChainReport? Chain, bool IsChecked)> FindAsync(HttpContext http, PoolId? pool, AuditForm form)
    {
        if (!form.IsFirst)
            return (null, false);
        var verification = http.RequestServices.GetRequiredService<IAuditVerification>();
        var look = await verification.LookAsync(pool, http.RequestAborted);
        if (look.Problem is not null || (look.Sealed > AMomentsWork && form["check"].Length == 0))
            return (look, false);
        return (pool is null ? await verification.VerifyWithoutPoolAsync(http.RequestAborted) : (await verification.VerifyAsync(pool, progress: null, http.RequestAborted)).Chains[0], true);
    }
}
