namespace Passkeys.QuickstartUi.Headers;

/// <summary>A page that may have to run another site's script, which shows a frame of that site.</summary>
internal interface IWidgetPage
{
    /// <summary>Addresses of the sites whose scripts and frames the page needs; none: it runs nothing but its own.</summary>
    IEnumerable<Uri> Sites { get; }
}
