using Passkeys.BrowserTests.Hosting;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Quality;

/// <summary>The states of the administration's frame and of its pages about pools.</summary>
internal static class AdminPoolStates
{
    /// <summary>A page as an administrator of this role sees it.</summary>
    public static Func<Visitor, Task> At(string path, string role = AdministratorRole.Platform) => async visitor =>
    {
        await visitor.BecomeAdministratorAsync(role);
        await visitor.Page.GotoAsync(path);
    };

    /// <summary>Somebody without a role.</summary>
    public static async Task ForbiddenAsync(Visitor visitor)
    {
        await visitor.SignUpAndInAsync("Ada Lovelace");
        await visitor.Page.GotoAsync("/admin");
        await visitor.ShouldSeeHeadingAsync("You may not do this");
    }

    /// <summary>A form with errors.</summary>
    public static async Task WrongAsync(Visitor visitor)
    {
        await At("/admin/pools/new")(visitor);
        await visitor.Page.GetByLabel("Id", new() { Exact = true }).FillAsync("No Such Id");
        await visitor.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Customers");
        await visitor.PressAsync("Create the pool");
        await Expect(visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToBeVisibleAsync();
    }

    /// <summary>The passkey is asked for before a form is sent.</summary>
    public static async Task StepUpAsync(Visitor visitor)
    {
        await visitor.BecomeAdministratorAsync();
        await visitor.Host.AgeSignInsAsync(visitor.Identifier);
        await visitor.Page.GotoAsync("/admin/pools/new");
        await visitor.Page.GetByLabel("Id", new() { Exact = true }).FillAsync("some-pool");
        await visitor.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Some pool");
        await visitor.PressAsync("Create the pool");
        await Expect(visitor.Dialog()).ToBeVisibleAsync();
    }

    /// <summary>Somebody else was faster, and changed the same among others.</summary>
    public static async Task ConflictAsync(Visitor visitor)
    {
        var pool = await visitor.NewPoolAsync();
        await visitor.BecomeAdministratorAsync();
        await visitor.Page.GotoAsync($"/admin/pools/{pool}/settings");
        await visitor.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Mine");
        await visitor.Host.ChangeAsync(async db =>
        {
            var changed = await db.Pools.FindAsync(new PoolId(pool)) ?? throw new InvalidOperationException("There is no pool.");
            changed.Name = "Theirs";
            changed.Policy = changed.Policy with { Languages = ["de"] };
            changed.Version = Guid.CreateVersion7();
        });
        await visitor.PressAsync("Save");
        await Expect(visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToBeVisibleAsync();
    }

    /// <summary>A new pool, of which this visitor alone knows.</summary>
    public static async Task<string> NewPoolAsync(this Visitor visitor)
    {
        var id = $"pool-{Guid.CreateVersion7():N}";
        await visitor.Host.AddPoolAsync(id, "localhost");
        return id;
    }
}
