namespace Passkeys.QuickstartUi;

/// <summary>Where a person is taken after a form.</summary>
/// <param name="Address">A path of this host that the engine answers, or an address that it has registered.</param>
/// <param name="AppName">What people call the application there, or null.</param>
public sealed record GoingOn(string Address, string? AppName);
