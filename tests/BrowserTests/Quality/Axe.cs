using System.Reflection;
using System.Text.Json;
using Microsoft.Playwright;

namespace Passkeys.BrowserTests.Quality;

/// <summary>axe-core, which looks for what keeps people from using a page.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Script = new(() => File.ReadAllText(Find()));

    // What it found, in a form that a person can act on.
    private const string Run = """
        async (rules) => {
          const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
          const { violations } = await axe.run(document, { resultTypes: ['violations'], runOnly: rules ?? levels, preload: false });
          return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${help}\n  ${target}\n  ${failureSummary}`));
        }
        """;

    /// <summary>What axe-core objects to in the page as it is now.</summary>
    /// <param name="page">The page.</param>
    /// <param name="rules">Which of its rules to ask; those of WCAG 2.2 A and AA and of good practice when null.</param>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page, string[]? rules = null)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(Script.Value);
        var findings = await page.EvaluateAsync<JsonElement>(Run, rules);
        return [.. findings.EnumerateArray().Select(finding => finding.GetString()!)];
    }

    private static string Find()
    {
        var project = typeof(Axe).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!;
        var file = Path.Combine(project, "node_modules", "axe-core", "axe.min.js");
        return File.Exists(file) ? file : throw new InvalidOperationException($"{file} is not there. Run npm ci in {project} (./test.sh does).");
    }
}
