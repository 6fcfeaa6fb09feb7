namespace Passkeys.QuickstartUi.Headers;

/// <summary>A page that may have to show another one inside itself.</summary>
internal interface IFramingPage
{
    /// <summary>The address of the other page, or null: then the page may frame nothing.</summary>
    string? FrameUrl { get; }
}
