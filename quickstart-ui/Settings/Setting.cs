using System.Globalization;
using Passkeys.IdentityServer.Administration.Pools;

namespace Passkeys.QuickstartUi.Settings;

/// <summary>One thing of a pool that can be set on a page: how it is read as text, and how text becomes it again.</summary>
/// <param name="Name">The field's name; its texts are <c>PoolSetting.{Name}</c> and, where there is one, <c>PoolHint.{Name}</c>.</param>
/// <param name="Member">The member of the pool as the API calls it, which errors name.</param>
/// <param name="Get">The value as text, the same for the same value.</param>
/// <param name="Set">The pool with a value; null where the text is none.</param>
internal abstract record Setting(string Name, string Member, Func<PoolDraft, string> Get, Func<PoolDraft, string, PoolDraft?> Set)
{
    /// <summary>What a browser sent, in the form in which values are compared.</summary>
    public virtual string Normalize(string sent) => sent.Trim();

    /// <summary>Whether an error of the core is about this.</summary>
    public bool IsNamedBy(string member) => Bare(member) == Bare(Member) || Bare(member).StartsWith(Bare(Member) + ".", StringComparison.Ordinal);

    private static string Bare(string member) => member.StartsWith("policy.", StringComparison.Ordinal) ? member["policy.".Length..] : member;
}

/// <summary>A line of text.</summary>
internal sealed record TextSetting(string Name, string Member, Func<PoolDraft, string?> Of, Func<PoolDraft, string?, PoolDraft> With)
    : Setting(Name, Member, pool => Of(pool) ?? "", (pool, text) => With(pool, text.Length == 0 ? null : text))
{
    /// <summary>Whether something must be in it.</summary>
    public bool Required { get; init; }

    /// <summary>Whether it is for machines: a host name, a colour.</summary>
    public bool Mono { get; init; }

    /// <summary>What the field may hold, as HTML calls it.</summary>
    public string Type { get; init; } = "text";
}

/// <summary>Several texts, one on each line.</summary>
internal sealed record LinesSetting(string Name, string Member, Func<PoolDraft, IEnumerable<string>> Of, Func<PoolDraft, IReadOnlyList<string>, PoolDraft?> With)
    : Setting(Name, Member, pool => string.Join('\n', Of(pool)), (pool, text) => With(pool, Split(text)))
{
    /// <inheritdoc />
    public override string Normalize(string sent) => string.Join('\n', Split(sent));

    /// <summary>The lines of a text, without those that are empty.</summary>
    public static string[] Split(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>A few words in one line, the most preferred first.</summary>
internal sealed record WordsSetting(string Name, string Member, Func<PoolDraft, IEnumerable<string>> Of, Func<PoolDraft, IReadOnlyList<string>, PoolDraft?> With)
    : Setting(Name, Member, pool => string.Join(", ", Of(pool)), (pool, text) => With(pool, WordsOf(text)))
{
    private static readonly char[] Between = [',', ' ', ';', '\t'];

    /// <summary>The words there are, where they are few.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <inheritdoc />
    public override string Normalize(string sent) => string.Join(", ", WordsOf(sent));

    private static string[] WordsOf(string text) => text.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Yes or no.</summary>
internal sealed record CheckSetting(string Name, string Member, Func<PoolDraft, bool> Of, Func<PoolDraft, bool, PoolDraft> With)
    : Setting(Name, Member, pool => Of(pool) ? Yes : "", (pool, text) => With(pool, text == Yes))
{
    /// <summary>What a ticked box sends.</summary>
    public const string Yes = "true";

    /// <inheritdoc />
    public override string Normalize(string sent) => sent.Length == 0 ? "" : Yes;
}

/// <summary>One of a few. Their texts are <c>PoolChoice.{Name}.{value}</c>.</summary>
internal sealed record ChoiceSetting(string Name, string Member, IReadOnlyList<string> Choices, Func<PoolDraft, string?> Of, Func<PoolDraft, string?, PoolDraft> With)
    : Setting(Name, Member, pool => Of(pool) ?? "", (pool, text) => text.Length == 0 ? With(pool, null) : With(pool, text));

/// <summary>A whole number; where there need not be one, nothing is as good.</summary>
internal sealed record NumberSetting(string Name, string Member, Func<PoolDraft, int?> Of, Func<PoolDraft, int?, PoolDraft?> With)
    : Setting(Name, Member, pool => Of(pool)?.ToString(CultureInfo.InvariantCulture) ?? "", (pool, text) => Read(text, out var number) ? With(pool, number) : null)
{
    /// <summary>Whether there must be one.</summary>
    public bool Required { get; init; }

    private static bool Read(string text, out int? number)
    {
        var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read);
        number = isNumber ? read : null;
        return isNumber || text.Length == 0;
    }
}

/// <summary>The address of a logo, which an uploaded file becomes.</summary>
internal sealed record LogoSetting(string Name, string Member, Func<PoolDraft, string?> Of, Func<PoolDraft, string?, PoolDraft> With)
    : Setting(Name, Member, pool => Of(pool) ?? "", (pool, text) => With(pool, text.Length == 0 ? null : text));
