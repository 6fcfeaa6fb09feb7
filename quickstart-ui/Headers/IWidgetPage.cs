namespace Passkeys.QuickstartUi.Headers;

/// <summary>A page that may have to run another site's script, which shows a frame of that site.</summary>
internal interface IWidgetPage
{
    /// <summary>The address of the script, or null: then the page runs nothing but its own.</summary>
    string? ScriptUrl { get; }
}
