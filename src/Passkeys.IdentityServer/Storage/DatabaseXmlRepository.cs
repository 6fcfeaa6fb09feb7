using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Passkeys.IdentityServer.Storage;

/// <summary>Keeps the keys of ASP.NET Core Data Protection in the database, so that a ceremony begun on one node ends on another.</summary>
internal sealed class DatabaseXmlRepository(IServiceScopeFactory scopes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var xml = Keys(scope).AsNoTracking().OrderBy(key => key.Id).Select(key => key.Xml).ToList();
        return xml.ConvertAll(XElement.Parse);
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        Keys(scope).Add(new DataProtectionKey
        {
            FriendlyName = friendlyName,
            Xml = element.ToString(SaveOptions.DisableFormatting),
        });
        scope.ServiceProvider.GetRequiredService<PasskeysDbContext>().SaveChanges();
    }

    private static DbSet<DataProtectionKey> Keys(IServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<PasskeysDbContext>().DataProtectionKeys;
}
