namespace Passkeys.QuickstartUi;

/// <summary>
/// The texts of the pages: <c>Localization/Texts.resx</c> in English, and a file for each other language; an <c>IStringLocalizerFactory</c> of the host adds more.
/// Each language says its own tag and direction under <c>Language.Tag</c> and <c>Language.Direction</c>.
/// </summary>
public sealed class Texts
{
    private Texts()
    {
    }
}
