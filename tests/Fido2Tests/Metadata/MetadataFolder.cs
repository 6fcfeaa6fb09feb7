using Passkeys.IdentityServer.Fido2;

namespace Passkeys.Fido2Tests.Metadata;

/// <summary>What an operator places: a BLOB, its root, trust anchors. In a folder of the test's own.</summary>
internal sealed class MetadataFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("passkeys-metadata-");

    public string BlobFile => Path.Combine(_folder.FullName, "blob.jwt");

    private string RootsFile => Path.Combine(_folder.FullName, "roots.pem");

    private string AnchorsFolder => Path.Combine(_folder.FullName, "anchors");

    public MetadataFolder Place(TestBlob blob) => Place(blob, blob.Build());

    public MetadataFolder Place(TestBlob blob, string text)
    {
        File.WriteAllText(BlobFile, text);
        File.WriteAllText(RootsFile, blob.Root.Pem);
        return this;
    }

    public MetadataFolder PlaceAnchor(string file, string content)
    {
        Directory.CreateDirectory(AnchorsFolder);
        File.WriteAllText(Path.Combine(AnchorsFolder, file), content);
        return this;
    }

    /// <summary>Points the options at what was placed.</summary>
    public void Configure(Fido2VerifierOptions options)
    {
        if (File.Exists(BlobFile))
            (options.MetadataFile, options.MetadataRootsFile, options.MetadataSigner) = (BlobFile, RootsFile, TestBlob.Signer);
        if (Directory.Exists(AnchorsFolder))
            options.TrustAnchorsFolder = AnchorsFolder;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
