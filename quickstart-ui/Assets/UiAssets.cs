using System.Collections.Frozen;
using System.Text;
using Passkeys.QuickstartUi.Branding;

namespace Passkeys.QuickstartUi.Assets;

/// <summary>The files of the pages, out of the assembly. Their common version is part of their address, so that a browser may keep them for ever.</summary>
internal sealed class UiAssets
{
    private const string Root = "wwwroot/";
    private const string SdkFolder = "passkeys/";
    private const string SdkPath = "sdk/";

    private readonly FrozenDictionary<string, UiAsset> _files;

    public UiAssets()
    {
        _files = typeof(UiAssets).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal))
            .ToFrozenDictionary(PathOf, Read, StringComparer.Ordinal);
        Version = VersionOf(_files);
        SdkModules = [.. _files.Keys.Where(path => path.StartsWith(SdkPath, StringComparison.Ordinal) && path.EndsWith(".js", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Changes when any file changes, or the code that makes one.</summary>
    public string Version { get; }

    /// <summary>The SDK's modules: a page names them early, so that they come at once and not one after the other.</summary>
    public IReadOnlyList<string> SdkModules { get; }

    public UiAsset? Find(string path) => _files.GetValueOrDefault(path) ?? BrandStylesheet.Find(path);

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
        return UiAsset.Of(content, ContentTypeOf(name));
    }

    private static string VersionOf(IEnumerable<KeyValuePair<string, UiAsset>> files)
    {
        var list = string.Join('\n', files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key} {file.Value.Hash}"));
        // What is generated changes with the code.
        return UiAsset.HashOf(Encoding.UTF8.GetBytes($"{list}\n{typeof(UiAssets).Assembly.ManifestModule.ModuleVersionId}"));
    }

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };
}
