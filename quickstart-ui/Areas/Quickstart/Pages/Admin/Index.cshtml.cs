namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>The pools within an administrator's reach.</summary>
public sealed class AdminIndexModel : AdminPage;
