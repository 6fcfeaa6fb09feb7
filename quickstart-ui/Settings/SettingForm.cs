using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Administration.Pools;

namespace Passkeys.QuickstartUi.Settings;

/// <summary>
/// What somebody typed into a page of settings, and what stood there when the page was made. So a change that somebody else saved meanwhile is kept where this person
/// did not change the same, and shown where they did.
/// </summary>
internal sealed class SettingForm
{
    private const string Typed = "set.";
    private const string Before = "was.";

    private readonly Dictionary<string, string> _typed;
    private readonly Dictionary<string, string> _before;

    private SettingForm(IReadOnlyList<Setting> settings, Func<Setting, string> typed, Func<Setting, string> before)
    {
        Settings = settings;
        _typed = settings.ToDictionary(setting => setting.Name, typed, StringComparer.Ordinal);
        _before = settings.ToDictionary(setting => setting.Name, before, StringComparer.Ordinal);
    }

    /// <summary>What can be set.</summary>
    public IReadOnlyList<Setting> Settings { get; }

    /// <summary>The form as a pool fills it.</summary>
    public static SettingForm Of(IReadOnlyList<Setting> settings, PoolDraft pool) => new(settings, setting => setting.Get(pool), setting => setting.Get(pool));

    /// <summary>The form as it was sent.</summary>
    public static SettingForm Read(IReadOnlyList<Setting> settings, IFormCollection sent) =>
        new(settings, setting => setting.Normalize(sent[FieldOf(setting)].ToString()), setting => setting.Normalize(sent[BeforeOf(setting)].ToString()));

    /// <summary>The same with settings that were not sent, as a pool has them.</summary>
    public SettingForm With(IReadOnlyList<Setting> all, PoolDraft pool) =>
        new(all, setting => _typed.GetValueOrDefault(setting.Name) ?? setting.Get(pool), setting => _before.GetValueOrDefault(setting.Name) ?? setting.Get(pool));

    /// <summary>The name of a setting's field.</summary>
    public static string FieldOf(Setting setting) => Typed + setting.Name;

    /// <summary>The name of the field with what stood there.</summary>
    public static string BeforeOf(Setting setting) => Before + setting.Name;

    /// <summary>What is in the field now.</summary>
    public string ValueOf(Setting setting) => _typed[setting.Name];

    /// <summary>What was in it when the page was made.</summary>
    public string ValueBefore(Setting setting) => _before[setting.Name];

    /// <summary>Puts something into a field.</summary>
    public void Fill(Setting setting, string value) => _typed[setting.Name] = setting.Normalize(value);

    /// <summary>The pool with what was typed; <paramref name="unreadable"/> are the settings whose text is no value.</summary>
    public PoolDraft ApplyTo(PoolDraft pool, out IReadOnlyList<Setting> unreadable)
    {
        var wrong = new List<Setting>();
        foreach (var setting in Settings)
        {
            if (setting.Set(pool, _typed[setting.Name]) is { } with)
                pool = with;
            else
                wrong.Add(setting);
        }
        unreadable = wrong;
        return pool;
    }

    /// <summary>
    /// Takes over what somebody else has saved meanwhile: their value where this person has not changed it, and this person's where they have. What they changed is returned.
    /// </summary>
    public IReadOnlyList<SettingChange> TakeOver(PoolDraft saved)
    {
        var changes = Settings.Select(setting => new SettingChange(setting, _before[setting.Name], setting.Get(saved), _typed[setting.Name]))
            .Where(change => change.Before != change.Theirs).ToList();
        foreach (var change in changes)
        {
            _before[change.Setting.Name] = change.Theirs;
            if (!change.IsBoth)
                _typed[change.Setting.Name] = change.Theirs;
        }
        return changes;
    }
}

/// <summary>What somebody else changed while this person was at it.</summary>
/// <param name="Setting">What.</param>
/// <param name="Before">What it was when this person's page was made.</param>
/// <param name="Theirs">What the other has made of it.</param>
/// <param name="Typed">What this person has typed.</param>
internal sealed record SettingChange(Setting Setting, string Before, string Theirs, string Typed)
{
    /// <summary>Whether both changed it, and not to the same.</summary>
    public bool IsBoth => Typed != Before && Typed != Theirs;
}
