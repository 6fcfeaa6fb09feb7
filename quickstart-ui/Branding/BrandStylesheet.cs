using System.Text;
using Passkeys.QuickstartUi.Assets;

namespace Passkeys.QuickstartUi.Branding;

/// <summary>
/// The stylesheet of an accent colour. The colour is its address: nothing has to be looked up, nothing of a pool is told, and pools of one colour share it.
/// </summary>
internal static class BrandStylesheet
{
    /// <summary>The address below the assets' version.</summary>
    public static string PathOf(Colour accent) => $"brand/{accent.Digits}.css";

    /// <summary>The stylesheet of an address, or null when it is none of a colour.</summary>
    public static UiAsset? Find(string path) =>
        path.StartsWith("brand/", StringComparison.Ordinal) && path.EndsWith(".css", StringComparison.Ordinal) && Colour.TryParse(path["brand/".Length..^".css".Length], out var accent)
            ? UiAsset.Of(Encoding.UTF8.GetBytes(Css(accent)), "text/css; charset=utf-8")
            : null;

    /// <summary>The custom properties of css/site.css, in light and in dark.</summary>
    public static string Css(Colour accent) =>
        $"{Root(Palette.Of(accent, Ground.Light))}\n@media (prefers-color-scheme: dark) {{ {Root(Palette.Of(accent, Ground.Dark))} }}\n";

    private static string Root(Palette of) =>
        $":root {{ --accent: {of.Accent}; --accent-strong: {of.AccentStrong}; --accent-soft: {of.AccentSoft}; --fill: {of.Fill}; --fill-strong: {of.FillStrong}; --on-fill: {of.OnFill}; }}";
}
