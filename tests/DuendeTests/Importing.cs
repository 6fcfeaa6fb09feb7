using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.DuendeTests;

/// <summary>People who were brought in before they next signed in.</summary>
public sealed class Importing(ImportingHost host) : IClassFixture<ImportingHost>
{
    [Fact]
    public async Task People_are_in_the_pool_with_the_hosts_id()
    {
        var person = await Person.NewAsync(host);

        await ImportAsync();

        (await PoolUserNamesAsync(person)).ShouldBe([person.Name]);
    }

    [Fact]
    public async Task People_are_the_same_when_they_next_sign_in()
    {
        using var browser = host.NewBrowser();
        var person = await Person.NewAsync(host);
        await ImportAsync();

        (await browser.SignInAsync(person)).Text.ShouldBe("SignedIn");

        (await PoolUserNamesAsync(person)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_is_brought_in_twice()
    {
        var person = await Person.NewAsync(host);
        await ImportAsync();

        await ImportAsync();

        (await PoolUserNamesAsync(person)).Count.ShouldBe(1);
    }

    private Task<int> ImportAsync() => host.InScopeAsync(async services =>
    {
        await Import.RunAsync(services.GetRequiredService<ApplicationDbContext>(), services.GetRequiredService<PasskeysDbContext>(), TestContext.Current.CancellationToken);
        return 0;
    });

    private Task<List<string?>> PoolUserNamesAsync(Person person) => host.InScopeAsync(services =>
        services.GetRequiredService<PasskeysDbContext>().Users.Where(user => user.Id == person.Id).Select(user => user.UserName).ToListAsync());
}
