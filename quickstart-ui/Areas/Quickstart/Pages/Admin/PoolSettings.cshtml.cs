using Passkeys.QuickstartUi.Settings;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>What a pool is called, and where its passkeys are good.</summary>
public sealed class PoolSettingsModel : PoolSettingsPage
{
    /// <inheritdoc />
    public override string Part => "General";

    internal override IReadOnlyList<SettingGroup> Groups => PoolSettings.General;
}
