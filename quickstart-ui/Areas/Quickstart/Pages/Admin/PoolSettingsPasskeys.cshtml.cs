using Passkeys.QuickstartUi.Settings;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>Which passkeys are good in a pool.</summary>
public sealed class PoolSettingsPasskeysModel : PoolSettingsPage
{
    /// <inheritdoc />
    public override string Part => "Passkeys";

    internal override IReadOnlyList<SettingGroup> Groups => PoolSettings.Passkeys;
}
