using System.Text.Json.Nodes;

namespace Passkeys.IdentityServer.Transfer;

/// <summary>A report as the API shows it.</summary>
internal static class ReportJson
{
    public static JsonObject Of(ImportReport report)
    {
        var json = new JsonObject
        {
            ["format"] = report.Format,
            ["dryRun"] = report.DryRun,
            ["total"] = report.Total,
            ["users"] = report.Users,
            ["credentials"] = report.Credentials,
            ["skipped"] = report.Skipped,
            ["backupEligibilityUnknown"] = report.BackupEligibilityUnknown,
            ["errors"] = new JsonArray([.. report.Errors.Select(Of)]),
            ["errorCount"] = report.ErrorCount,
        };
        if (report.Id is { } id)
            json["id"] = id.ToString();
        return json;
    }

    private static JsonObject Of(ImportError error)
    {
        var json = new JsonObject { ["record"] = error.Record, ["member"] = error.Member, ["message"] = error.Message };
        if (error.Line is { } line)
            json["line"] = line;
        return json;
    }
}
