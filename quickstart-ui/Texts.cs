namespace Passkeys.QuickstartUi;

/// <summary>
/// The texts of the pages: <c>Localization/Texts.resx</c> in English; a satellite assembly, or an <c>IStringLocalizerFactory</c> of the host, adds languages.
/// Each language says its own tag and direction under <c>Language.Tag</c> and <c>Language.Direction</c>.
/// </summary>
public sealed class Texts
{
    private Texts()
    {
    }
}
