namespace Passkeys.IdentityServer.Transfer.Imports;

/// <summary>A report while it is written.</summary>
internal sealed class ReportDraft
{
    private readonly List<ImportError> _errors = [];
    private int _errorCount;
    private int _users;
    private int _credentials;
    private int _skipped;
    private int _unknown;

    public int Total { get; private set; }

    public int ErrorCount => _errorCount;

    public void Add(JudgedRecord judged)
    {
        var record = judged.Record;
        Total = Math.Max(Total, record.Number);
        Fail(record.Errors);
        if (!record.IsValid)
            return;
        _users += judged is { Holder: null, FirstOfPerson: true } ? 1 : 0;
        _credentials += judged.Fresh.Count;
        _skipped += judged.Skipped;
        _unknown += judged.Fresh.Count(passkey => passkey.BackupEligible is null);
    }

    public void Fail(IReadOnlyCollection<ImportError> errors)
    {
        _errorCount += errors.Count;
        _errors.AddRange(errors.Take(Math.Max(0, ImportReport.MostErrors - _errors.Count)));
    }

    public ImportReport ToReport(ImportRequest request) => new()
    {
        Format = request.Format,
        DryRun = request.DryRun,
        Total = Total,
        Users = _users,
        Credentials = _credentials,
        Skipped = _skipped,
        BackupEligibilityUnknown = _unknown,
        Errors = _errors,
        ErrorCount = _errorCount,
    };
}
