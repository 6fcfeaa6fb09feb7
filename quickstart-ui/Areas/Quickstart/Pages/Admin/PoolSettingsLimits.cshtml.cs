using Passkeys.QuickstartUi.Settings;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>How long things live in a pool, how often strangers may call, and what its mail says.</summary>
public sealed class PoolSettingsLimitsModel : PoolSettingsPage
{
    /// <inheritdoc />
    public override string Part => "Limits";

    internal override IReadOnlyList<SettingGroup> Groups => PoolSettings.Limits;
}
