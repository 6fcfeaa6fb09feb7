using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Account;

/// <summary>Make an account with a passkey, in a pool that lets people do so.</summary>
public sealed class SignUpModel(IPools pools, IOptions<QuickstartUiOptions> options) : PoolPage(pools)
{
    /// <summary>What stands under the captcha's field, or null.</summary>
    public string? CaptchaHint => options.Value.CaptchaHint;
}
