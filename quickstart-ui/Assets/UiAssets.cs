using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Passkeys.QuickstartUi.Assets;

/// <summary>The files of the pages, out of the assembly. Their common version is part of their address, so that a browser may keep them for ever.</summary>
internal sealed class UiAssets
{
    private const string Root = "wwwroot/";
    private const string SdkFolder = "passkeys/";
    private const string SdkPath = "sdk/";
    private const int VersionLength = 16;

    private readonly FrozenDictionary<string, UiAsset> _files;

    public UiAssets()
    {
        _files = typeof(UiAssets).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal))
            .ToFrozenDictionary(PathOf, Read, StringComparer.Ordinal);
        Version = VersionOf(_files);
        SdkModules = [.. _files.Keys.Where(path => path.StartsWith(SdkPath, StringComparison.Ordinal) && path.EndsWith(".js", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Changes when any file changes.</summary>
    public string Version { get; }

    /// <summary>The SDK's modules: a page names them early, so that they come at once and not one after the other.</summary>
    public IReadOnlyList<string> SdkModules { get; }

    public UiAsset? Find(string path) => _files.GetValueOrDefault(path);

    private static string PathOf(string name)
    {
        var path = name[Root.Length..];
        return path.StartsWith(SdkFolder, StringComparison.Ordinal) ? SdkPath + path[SdkFolder.Length..] : path;
    }

    private static UiAsset Read(string name)
    {
        using var stream = typeof(UiAssets).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new UiAsset(content, ContentTypeOf(name), Hash(content));
    }

    private static string VersionOf(IEnumerable<KeyValuePair<string, UiAsset>> files)
    {
        var list = string.Join('\n', files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key} {file.Value.Hash}"));
        return Hash(Encoding.UTF8.GetBytes(list));
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content))[..VersionLength];

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };
}
