using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using Passkeys.QuickstartUi.Branding;

namespace Passkeys.QuickstartUi.Assets;

/// <summary>The files of the pages, out of the assembly. Their common version is part of their address, so that a browser may keep them for ever.</summary>
internal sealed partial class UiAssets
{
    private const string Root = "wwwroot/";
    private const string SdkFolder = "passkeys/";
    private const string SdkPath = "sdk/";

    private const string PagesPath = "pages/";

    // Only what follows the host's name counts.
    private static readonly Uri AnyHost = new("http://localhost/");

    private readonly FrozenDictionary<string, UiAsset> _files;
    private readonly FrozenDictionary<string, IReadOnlyList<string>> _modules;

    public UiAssets()
    {
        _files = typeof(UiAssets).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal))
            .ToFrozenDictionary(PathOf, Read, StringComparer.Ordinal);
        Version = VersionOf(_files);
        _modules = _files.Keys.Where(path => path.StartsWith(PagesPath, StringComparison.Ordinal)).ToFrozenDictionary(path => path[PagesPath.Length..], ModulesBehind, StringComparer.Ordinal);
    }

    /// <summary>Changes when any file changes, or the code that makes one.</summary>
    public string Version { get; }

    /// <summary>The modules that a page's script needs: a page names them early, so that they come at once and not one after the other.</summary>
    public IReadOnlyList<string> ModulesOf(string script) => _modules[script];

    public UiAsset? Find(string path) => _files.GetValueOrDefault(path) ?? BrandStylesheet.Find(path);

    private IReadOnlyList<string> ModulesBehind(string script)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([script]);
        while (open.TryDequeue(out var module))
        {
            foreach (Match import in Import().Matches(Encoding.UTF8.GetString(_files[module].Plain.Bytes)))
            {
                var path = new Uri(new Uri(AnyHost, module), import.Groups["path"].Value).AbsolutePath[1..];
                if (found.Add(path))
                    open.Enqueue(path);
            }
        }
        return [.. found];
    }

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

    [GeneratedRegex(@"^import \{[^}]*\} from '(?<path>\.[^']*)'", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Import();
}
