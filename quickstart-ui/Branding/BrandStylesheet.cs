using System.Text;
using Passkeys.QuickstartUi.Assets;

namespace Passkeys.QuickstartUi.Branding;

/// <summary>
/// The stylesheet of an accent colour. The colour is its address: nothing has to be looked up, nothing of a pool is told, and pools of one colour share it.
/// </summary>
internal static class BrandStylesheet
{
    private const string Folder = "brand/";
    private const int Digits = 6;

    /// <summary>The address below the assets' version.</summary>
    public static string PathOf(Colour accent) => $"{Folder}{accent.Digits}.css";

    /// <summary>The stylesheet of an address, or null when it is none of a colour.</summary>
    public static UiAsset? Find(string path) =>
        AccentOf(path, "/preview.css") is { } shown ? Asset(PreviewCss(shown))
        : AccentOf(path, ".css") is { } accent ? Asset(Css(accent))
        : null;

    /// <summary>The same for a sample of a page, one in light and one in dark, whatever the page around them is in.</summary>
    public static string PreviewCss(Colour accent) =>
        $".sample.light {{ {Properties(Palette.Of(accent, Ground.Light))} }}\n.sample.dark {{ {Properties(Palette.Of(accent, Ground.Dark))} }}\n";

    /// <summary>The custom properties of css/site.css, in light and in dark.</summary>
    public static string Css(Colour accent) =>
        $"{Root(Palette.Of(accent, Ground.Light))}\n@media (prefers-color-scheme: dark) {{ {Root(Palette.Of(accent, Ground.Dark))} }}\n";

    private static Colour? AccentOf(string path, string end) =>
        path.StartsWith(Folder, StringComparison.Ordinal) && path.EndsWith(end, StringComparison.Ordinal) && path.Length == Folder.Length + Digits + end.Length
        && Colour.TryParse(path[Folder.Length..^end.Length], out var accent) ? accent : null;

    private static UiAsset Asset(string css) => UiAsset.Of(Encoding.UTF8.GetBytes(css), "text/css; charset=utf-8");

    private static string Root(Palette of) => $":root {{ {Properties(of)} }}";

    private static string Properties(Palette of) =>
        $"--accent: {of.Accent}; --accent-strong: {of.AccentStrong}; --accent-soft: {of.AccentSoft}; --fill: {of.Fill}; --fill-strong: {of.FillStrong}; --on-fill: {of.OnFill};";
}
