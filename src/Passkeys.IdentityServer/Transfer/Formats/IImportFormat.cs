namespace Passkeys.IdentityServer.Transfer.Formats;

/// <summary>Reads people and their passkeys out of files of one format. It reads; what is right for a pool is judged elsewhere.</summary>
internal interface IImportFormat
{
    /// <summary>One of <see cref="ImportFormat"/>.</summary>
    string Name { get; }

    /// <summary>Whether all passkeys of a person stand in one record; else each has a record of its own, and a person may have many.</summary>
    bool OnePersonARecord { get; }

    /// <summary>The records, in the order of the file, always the same, numbered from 1 without a gap. The file is read from its beginning.</summary>
    IEnumerable<ImportRecord> Read(Stream file);
}
