using System.Runtime.CompilerServices;
using Passkeys.IdentityServer.Mail;

namespace Passkeys.IdentityServer.Administration.Pools.Doctor;

/// <summary>The languages of the pool's pages and mail.</summary>
internal sealed class LanguagesCheck : IPoolCheck
{
    public async IAsyncEnumerable<PoolFinding> LookAsync(Examination examination, [EnumeratorCancellation] CancellationToken ct)
    {
        await ValueTask.CompletedTask;
        var languages = examination.Policy.Languages;
        var without = languages.Where(tag => !MailLanguage.Available.Contains(tag.Split('-')[0], StringComparer.OrdinalIgnoreCase)).ToList();
        if (without.Count > 0)
            yield return Finding(FindingLevel.Advice, string.Join(", ", without), $"There are no texts in these languages, and people see another instead. There are {string.Join(", ", MailLanguage.Available)}.");
        else
            yield return Finding(FindingLevel.Good, "languages", languages.Count == 0 ? "Pages and mail are in whatever language of theirs people want." : "There are texts in all the pool's languages.");
    }

    private static PoolFinding Finding(FindingLevel level, string subject, string message) => new(PoolChecks.Languages, level, subject, message);
}
