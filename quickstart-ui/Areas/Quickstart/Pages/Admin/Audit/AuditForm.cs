using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;
using Passkeys.IdentityServer.Administration.Trail;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.Audit;

/// <summary>The filters of an audit page, as they stand in its address. Days are days of UTC, the last one included.</summary>
public sealed class AuditForm
{
    private static readonly string[] Often = ["search", "event", "outcome", "from", "to"];
    private static readonly string[] Rarely = ["user", "actor", "client", "passkey", "reason"];

    private readonly IQueryCollection _query;

    private AuditForm(IQueryCollection query) => _query = query;

    /// <summary>Which entries, or null where something is wrong.</summary>
    public AuditFilter? Filter { get; private set; }

    /// <summary>Which part of them.</summary>
    public ListQuery Query { get; private set; } = new();

    /// <summary>Whether this is the first part.</summary>
    public bool IsFirst => Query.Cursor is null;

    /// <summary>Whether anything is filtered by.</summary>
    public bool IsFiltered => Often.Concat(Rarely).Any(name => this[name].Length > 0);

    /// <summary>Whether one of the filters is used that are seldom needed.</summary>
    public bool HasMore => Rarely.Any(name => this[name].Length > 0);

    /// <summary>What stands in a field.</summary>
    public string this[string name] => _query[name].ToString();

    /// <summary>The type of a field for a day: that of days, or of text where something else stands in it, which a field for days would lose.</summary>
    public string TypeOfDay(string name) => this[name].Length == 0 || IsDay(this[name], out _) ? "date" : "text";

    /// <summary>Reads an address, and says in <paramref name="errors"/> what is wrong with it.</summary>
    public static AuditForm Read(IQueryCollection query, ModelStateDictionary errors)
    {
        var form = new AuditForm(query);
        try
        {
            form.Query = ListQuery.Read(query);
            form.Filter = AuditFilter.Read(WithTimes(query));
        }
        catch (InvalidMemberException invalid)
        {
            errors.AddModelError(invalid.Member, invalid.Message);
        }
        return form;
    }

    private static QueryCollection WithTimes(IQueryCollection query)
    {
        var values = query.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        Put("from", 0);
        Put("to", 1);
        return new QueryCollection(values);

        void Put(string name, int days)
        {
            if (IsDay(query[name], out var day) && day < DateOnly.MaxValue)
                values[name] = new StringValues(day.AddDays(days).ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture));
        }
    }

    private static bool IsDay(string? text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
