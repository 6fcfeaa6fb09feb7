namespace Passkeys.QuickstartUi.Branding;

/// <summary>The shades that the pages need of a pool's accent, on one ground. The names are those of the custom properties in css/site.css.</summary>
/// <param name="Accent">Links, icons and the ring of the focus.</param>
/// <param name="AccentStrong">A link under the pointer.</param>
/// <param name="AccentSoft">Behind an icon, and behind a button under the pointer.</param>
/// <param name="Fill">Behind the text of the main button.</param>
/// <param name="FillStrong">The same, under the pointer.</param>
/// <param name="OnFill">The text of the main button.</param>
internal sealed record Palette(Colour Accent, Colour AccentStrong, Colour AccentSoft, Colour Fill, Colour FillStrong, Colour OnFill)
{
    /// <summary>WCAG 2.2, 1.4.3: text.</summary>
    public const double ForText = 4.5;

    /// <summary>WCAG 2.2, 1.4.11: what a control is known by.</summary>
    public const double ForControls = 3;

    private const double Step = 0.02;
    private const double SoftShare = 0.1;
    private const double StrongShare = 0.25;

    /// <summary>The shades of an accent: the colour itself wherever it can be seen and read, else the next darker or lighter one that can.</summary>
    public static Palette Of(Colour asked, Ground ground)
    {
        var accent = Away(asked, ground, shade => Stands(shade, ground, ForText) && shade.Contrast(Soft(shade, ground)) >= ForText);
        var fill = Away(asked, ground, shade => Stands(shade, ground, ForControls));
        // Of black and white one always reaches 4.5:1, since both together are 21:1.
        var onFill = fill.Contrast(Colour.White) >= ForText ? Colour.White : Colour.Black;
        var awayFromText = onFill == Colour.White ? Colour.Black : Colour.White;
        return new Palette(accent, accent.Mix(ground.Away, StrongShare), Soft(accent, ground), fill, fill.Mix(awayFromText, StrongShare / 2), onFill);
    }

    private static bool Stands(Colour shade, Ground ground, double contrast) =>
        shade.Contrast(ground.Page) >= contrast && shade.Contrast(ground.Panel) >= contrast;

    private static Colour Soft(Colour accent, Ground ground) => ground.Panel.Mix(accent, SoftShare);

    // It ends: black on light and white on dark satisfy everything.
    private static Colour Away(Colour asked, Ground ground, Func<Colour, bool> suffices)
    {
        var share = 0.0;
        while (share < 1 && !suffices(asked.Mix(ground.Away, share)))
            share += Step;
        return asked.Mix(ground.Away, Math.Min(share, 1));
    }
}
