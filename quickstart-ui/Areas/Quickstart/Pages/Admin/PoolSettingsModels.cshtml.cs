using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.QuickstartUi.Settings;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>Which authenticator models may register: a list to search, with those first that a rule is about.</summary>
/// <param name="catalogue">The models that have a name.</param>
public sealed class PoolSettingsModelsModel(IAuthenticatorCatalogue catalogue) : PoolSettingsPage
{
    private const string Field = "model.";
    private const string Allowed = "allow";
    private const string Denied = "deny";
    private const int Most = 20;

    /// <summary>What is searched for, or null.</summary>
    [BindProperty(SupportsGet = true, Name = "find")]
    public string? Find { get; set; }

    /// <inheritdoc />
    public override string Part => "Models";

    internal override IReadOnlyList<SettingGroup> Groups => PoolSettings.Models;

    /// <summary>The models that a rule is about, by name.</summary>
    internal IEnumerable<ModelRule> Chosen => RulesOf(PoolSettings.AllowedModels, Allowed).Concat(RulesOf(PoolSettings.DeniedModels, Denied)).OrderBy(rule => rule.Name, StringComparer.CurrentCultureIgnoreCase);

    /// <summary>What was found, without those.</summary>
    internal IEnumerable<ModelRule> Found
    {
        get
        {
            var chosen = Chosen.Select(rule => rule.Aaguid).ToHashSet();
            return Candidates().Where(rule => !chosen.Contains(rule.Aaguid));
        }
    }

    /// <summary>The name of a model's field.</summary>
    internal static string FieldOf(ModelRule rule) => Field + rule.Aaguid;

    /// <inheritdoc />
    protected override Task ReadMoreAsync()
    {
        Form.Fill(PoolSettings.AllowedModels, Sent(Allowed));
        Form.Fill(PoolSettings.DeniedModels, Sent(Denied));
        return Task.CompletedTask;
    }

    // In the order in which they were: an order that changes is no change.
    private string Sent(string rule)
    {
        var setting = rule == Allowed ? PoolSettings.AllowedModels : PoolSettings.DeniedModels;
        var sent = Request.Form.Where(pair => pair.Key.StartsWith(Field, StringComparison.Ordinal) && pair.Value == rule).Select(pair => pair.Key[Field.Length..]).ToHashSet(StringComparer.Ordinal);
        var before = LinesSetting.Split(Form.ValueBefore(setting));
        return string.Join('\n', before.Where(sent.Contains).Concat(sent.Except(before).Order(StringComparer.Ordinal)));
    }

    private IEnumerable<ModelRule> RulesOf(LinesSetting setting, string rule) =>
        LinesSetting.Split(Form.ValueOf(setting)).Where(line => Guid.TryParse(line, out _)).Select(line => RuleOf(Guid.Parse(line), rule));

    private List<ModelRule> Candidates()
    {
        var search = string.IsNullOrWhiteSpace(Find) ? null : Find.Trim();
        var found = catalogue.Search(search, Most).Select(model => new ModelRule(model.Aaguid, model.Name, "")).ToList();
        // A model that has no name here can be chosen by its number.
        return found.Count == 0 && Guid.TryParse(search, out var aaguid) ? [RuleOf(aaguid, "")] : found;
    }

    private ModelRule RuleOf(Guid aaguid, string rule) => new(aaguid, catalogue.Find(aaguid)?.Name, rule);
}

/// <summary>A model, and what is said of it.</summary>
/// <param name="Aaguid">The model.</param>
/// <param name="Name">What people call it, or null.</param>
/// <param name="Rule"><c>allow</c>, <c>deny</c> or nothing.</param>
internal sealed record ModelRule(Guid Aaguid, string? Name, string Rule);
