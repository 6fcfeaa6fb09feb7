namespace Passkeys.QuickstartUi.Branding;

/// <summary>What an accent stands on, in light or in dark: the colours of css/site.css that a test holds to it.</summary>
/// <param name="Page">Behind everything, <c>--ground</c>.</param>
/// <param name="Panel">Behind what is grouped, <c>--panel</c>.</param>
/// <param name="Away">Which way a colour goes to stand out more: black in light, white in dark.</param>
internal sealed record Ground(Colour Page, Colour Panel, Colour Away)
{
    public static readonly Ground Light = new(new Colour(0xf5, 0xf5, 0xf1), Colour.White, Colour.Black);
    public static readonly Ground Dark = new(new Colour(0x12, 0x16, 0x15), new Colour(0x1b, 0x21, 0x20), Colour.White);
}
