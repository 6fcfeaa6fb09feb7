using Duende.IdentityServer.AspNetIdentity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Passkeys.DuendeTests;

/// <summary>What a host registers after the extension.</summary>
public sealed class SetUpInAnotherOrder
{
    [Fact]
    public async Task A_profile_service_after_the_extension_stops_the_host()
    {
        await using var host = new ProfileAfterwards();

        var refusal = await Should.ThrowAsync<InvalidOperationException>(async () => await host.InitializeAsync());

        refusal.Message.ShouldStartWith("IProfileService is registered after AddPasskeys");
    }

    private sealed class ProfileAfterwards : ExistingHostFixture
    {
        protected override void AddServices(WebApplicationBuilder builder)
        {
            base.AddServices(builder);
            builder.Services.AddIdentityServerBuilder().AddProfileService<HostsProfile>();
        }
    }

    private sealed class HostsProfile(UserManager<ApplicationUser> people, IUserClaimsPrincipalFactory<ApplicationUser> claims)
        : ProfileService<ApplicationUser>(people, claims);
}
