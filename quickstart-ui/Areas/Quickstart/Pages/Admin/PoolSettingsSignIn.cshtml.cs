using Passkeys.QuickstartUi.Settings;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>How people come into a pool, and how they sign in.</summary>
public sealed class PoolSettingsSignInModel : PoolSettingsPage
{
    /// <inheritdoc />
    public override string Part => "SignIn";

    internal override IReadOnlyList<SettingGroup> Groups => PoolSettings.SignIn;
}
