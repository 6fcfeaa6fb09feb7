using Passkeys.IdentityServer.Administrators;

namespace Passkeys.BrowserTests.Hosting;

/// <summary>What administrators do.</summary>
public static class AdminSteps
{
    /// <summary>Signs up and in at pool demo, and is an administrator from then on. Who is one already, stays one.</summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="role">The role.</param>
    public static async Task BecomeAdministratorAsync(this Visitor visitor, string role = AdministratorRole.Platform)
    {
        if (visitor.Role == role)
            return;
        await visitor.SignUpAndInAsync("Ada Lovelace");
        visitor.Role = role;
        await visitor.Host.GiveRoleAsync(visitor.Identifier, role);
    }
}
