using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.Applications;

/// <summary>A page about applications, for who reads everything. Platform administrators change them, where the engine's can be changed.</summary>
public abstract class ApplicationsPage : AdminPage
{
    /// <inheritdoc />
    protected override bool MayRead => Administrator.Reach.ReadsAll;

    /// <summary>The engine's clients.</summary>
    public IEngineClientRegistry Registry => HttpContext.RequestServices.GetRequiredService<IEngineClientRegistry>();

    /// <summary>Whether applications can be registered here by the one who looks.</summary>
    public bool MayRegister => MayChange && Registry.CanRegister;

    /// <summary>What the audit says of what is done here.</summary>
    protected AuditFacts Who => Administrator.Facts;

    /// <summary>Says beside its field, or at the top, why nothing was done.</summary>
    /// <param name="outcome">What became of it.</param>
    /// <param name="form">Where the fields are, with a dot at the end; empty where there are none of the same name.</param>
    protected void Say(ClientOutcome outcome, string form = "")
    {
        var texts = HttpContext.RequestServices.GetRequiredService<IStringLocalizer<AdminTexts>>();
        if (outcome is ClientOutcome.Invalid invalid)
        {
            foreach (var flaw in invalid.Flaws)
                ModelState.AddModelError(form.Length == 0 ? "" : form + ClientForm.FieldOf(flaw.Member), $"{texts[$"Applications.Field.{ClientForm.FieldOf(flaw.Member)}"].Value}: {flaw.Problem}");
        }
        else if (outcome is ClientOutcome.Refused refused)
        {
            ModelState.AddModelError("", texts[$"Applications.Refused.{refused.Why}"]);
        }
    }
}

/// <summary>A page about one application, which its address names as <c>clientId</c>.</summary>
public abstract class ApplicationPage : ApplicationsPage
{
    /// <summary>The client id as it stands in the address.</summary>
    [BindProperty(SupportsGet = true, Name = "clientId")]
    public string ClientId { get; set; } = "";

    /// <summary>The application.</summary>
    public ClientDescription Client { get; private set; } = null!;

    /// <summary>Whether the one who looks may edit it.</summary>
    public bool MayEdit => MayChange && Client.IsEditable;

    /// <summary>Its address, for others of its pages.</summary>
    public string Address => AddressOf(ClientId);

    /// <summary>The address of an application.</summary>
    public static string AddressOf(string clientId) => "/admin/applications/" + Uri.EscapeDataString(clientId);

    /// <inheritdoc />
    protected sealed override async Task<IActionResult?> PrepareAsync() => await FindAsync() ? null : NotFound();

    /// <summary>Reads the application, also again after a change.</summary>
    protected async Task<bool> FindAsync()
    {
        if (await Registry.FindAsync(ClientId, HttpContext.RequestAborted) is not { } client)
            return false;
        Client = client;
        return true;
    }
}
