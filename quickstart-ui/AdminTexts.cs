namespace Passkeys.QuickstartUi;

/// <summary>The texts of the administration's pages: <c>Localization/AdminTexts.resx</c> in English, and a file for each other language.</summary>
public sealed class AdminTexts
{
    private AdminTexts()
    {
    }
}
