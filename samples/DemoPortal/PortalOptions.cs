using System.ComponentModel.DataAnnotations;

namespace DemoPortal;

/// <summary>Whom this portal lets people in by. Section <c>Portal</c>; appsettings.json has the fixtures of a host in Development.</summary>
internal sealed class PortalOptions
{
    /// <summary>The provider's issuer, character by character as it writes it: without a slash at the end.</summary>
    [Required]
    public string Authority { get; set; } = "";

    [Required]
    public string ClientId { get; set; } = "";

    [Required]
    public string ClientSecret { get; set; } = "";

    public IList<string> Scopes { get; } = [];

    /// <summary>The identity pools that the home page offers by name. The provider asks when none was named.</summary>
    public IList<string> Pools { get; } = [];

    /// <summary>How old an authentication may be for a sensitive action. Default: a minute.</summary>
    public TimeSpan RecentFor { get; set; } = TimeSpan.FromMinutes(1);
}
