using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Administrators;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>What the administration of people needs.</summary>
internal static class PeopleSetup
{
    public static void AddPeopleAdministration(this IServiceCollection services)
    {
        services.AddScoped<PlatformAdministrators>();
        services.AddScoped<ActsOnPeople>();
        services.AddScoped<UserSearch>();
        services.AddScoped<AdministeredUsers>();
        services.AddScoped<IAdministeredUsers>(provider => provider.GetRequiredService<AdministeredUsers>());
        services.AddScoped<IAccountActs, AccountActs>();
        services.AddScoped<ICredentialActs, CredentialActs>();
        services.AddScoped<OtherWaysIn>();
        services.AddScoped<EnrolmentLinks>();
        services.AddScoped<EnrolmentRequestList>();
        services.AddScoped<IEnrolmentRequests, EnrolmentRequests>();
        services.AddScoped<RoleHolders>();
        services.AddScoped<IAdministratorRoles, AdministratorRoles>();
    }
}
