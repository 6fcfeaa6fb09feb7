using Microsoft.Extensions.Localization;

namespace Passkeys.QuickstartUi.Settings;

/// <summary>Settings in words.</summary>
internal static class PoolWording
{
    // A logo inside its address is long, and nobody reads it.
    private const int MostShown = 200;

    /// <summary>A value as people read it.</summary>
    public static string Shown(IStringLocalizer words, Setting setting, string value) => setting switch
    {
        CheckSetting => words[value.Length == 0 ? "PoolValue.No" : "PoolValue.Yes"],
        ChoiceSetting => words[$"PoolChoice.{setting.Name}.{(value.Length == 0 ? "any" : value)}"],
        _ when value.Length == 0 => words["PoolValue.None"],
        _ => Shortened(value.Replace("\n", ", ", StringComparison.Ordinal)),
    };

    /// <summary>What a member of a pool is called on the pages; its own name where none of them has it.</summary>
    public static string NameOf(IStringLocalizer words, string member) =>
        PoolSettings.Find(member) is { } setting ? words[$"PoolSetting.{setting.Name}"] : words[$"PoolMember.{member}"] is { ResourceNotFound: false } text ? text : member;

    /// <summary>A text that is not too long to be looked at.</summary>
    public static string Shortened(string text) => text.Length <= MostShown ? text : text[..MostShown] + "…";
}
