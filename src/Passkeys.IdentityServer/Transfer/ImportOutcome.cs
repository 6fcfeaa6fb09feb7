namespace Passkeys.IdentityServer.Transfer;

/// <summary>How an import ended.</summary>
public abstract record ImportOutcome
{
    /// <summary>The file was looked at; nothing was to be stored, or it goes on in the background.</summary>
    public sealed record Checked(ImportReport Report) : ImportOutcome;

    /// <summary>It is done.</summary>
    public sealed record Done(ImportReport Report) : ImportOutcome;

    /// <summary>The file has errors; nothing was stored.</summary>
    public sealed record Invalid(ImportReport Report) : ImportOutcome;

    /// <summary>Another import into the pool is running, on this node or another.</summary>
    public sealed record Running : ImportOutcome;

    /// <summary>The file is too large.</summary>
    public sealed record TooLarge(long MaxBytes) : ImportOutcome;

    /// <summary>Another node took the import over, because this one was too slow; it goes on there or with the same file again.</summary>
    public sealed record Lost : ImportOutcome;
}
