namespace Passkeys.IdentityServer.Transfer;

/// <summary>How people and credentials come in and go out. Section <c>Transfer</c>.</summary>
public sealed class TransferOptions
{
    /// <summary>The largest file of an import, in bytes. Default 256 MiB.</summary>
    public long MaxImportBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>How many records are stored in one transaction, 1 to 500. Default 500.</summary>
    public int BatchSize { get; set; } = MaxBatchSize;

    /// <summary>The folder that files of imports are kept in while they are read; they hold personal data, and are removed at the end. Default null: the system's folder for temporary files.</summary>
    public string? SpoolDirectory { get; set; }

    /// <summary>SQL Server takes at most 2100 parameters a query.</summary>
    internal const int MaxBatchSize = 500;
}
