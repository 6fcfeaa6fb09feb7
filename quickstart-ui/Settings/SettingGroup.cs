namespace Passkeys.QuickstartUi.Settings;

/// <summary>Settings that belong together. Its texts are <c>PoolGroup.{Name}</c> and, where there is one, <c>PoolGroup.{Name}.Text</c>.</summary>
/// <param name="Name">The group's name.</param>
/// <param name="Settings">What is in it.</param>
internal sealed record SettingGroup(string Name, params IReadOnlyList<Setting> Settings);
