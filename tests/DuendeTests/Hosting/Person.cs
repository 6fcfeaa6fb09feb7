using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Passkeys.DuendeTests.Hosting;

/// <summary>One of the host's people: an accountant of the books department, with a password.</summary>
/// <param name="Id">The host's id.</param>
/// <param name="Name">What the person signs in with.</param>
public sealed record Person(string Id, string Name)
{
    /// <summary>Everybody's password.</summary>
    public const string Password = "Correct-Horse-7";

    /// <summary>Everybody's role.</summary>
    public const string Role = "accountant";

    /// <summary>Somebody new.</summary>
    public static Task<Person> NewAsync(ExistingHostFixture host, string? name = null) => host.InScopeAsync(async services =>
    {
        var user = new ApplicationUser { UserName = name ?? $"{RandomNumberGenerator.GetHexString(12, lowercase: true)}@people.example" };
        user.Email = user.UserName;
        var people = services.GetRequiredService<UserManager<ApplicationUser>>();
        Check(await people.CreateAsync(user, Password));
        Check(await people.AddToRoleAsync(user, Role));
        Check(await people.AddClaimAsync(user, new Claim("department", "books")));
        return new Person(user.Id, user.UserName);
    });

    /// <summary>Changes the person, as an administrator of the host does.</summary>
    public Task<IdentityResult> ChangeAsync(ExistingHostFixture host, Func<UserManager<ApplicationUser>, ApplicationUser, Task<IdentityResult>> change) =>
        host.InScopeAsync(async services =>
        {
            var people = services.GetRequiredService<UserManager<ApplicationUser>>();
            var result = await change(people, (await people.FindByIdAsync(Id))!);
            Check(result);
            return result;
        });

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(result.ToString());
    }
}
