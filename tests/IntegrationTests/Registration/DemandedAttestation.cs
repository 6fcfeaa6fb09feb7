using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Registration;

/// <summary>Pools that demand verified attestation of a host whose verifier has nothing to verify it against.</summary>
public sealed class DemandedAttestation(SharedHosts hosts)
{
    [Fact]
    public async Task Such_a_pool_cannot_be_saved()
    {
        var refused = await Should.ThrowAsync<InvalidMemberException>(() => hosts.Sqlite.NewPoolAsync(Demand));

        refused.Member.ShouldBe("policy.requireVerifiedAttestation");
    }

    [Fact]
    public async Task A_pool_cannot_become_such_a_pool()
    {
        var site = await hosts.Sqlite.NewPoolAsync();

        (await Should.ThrowAsync<InvalidMemberException>(() => hosts.Sqlite.ChangePoolAsync(site, Demand))).Member.ShouldBe("policy.requireVerifiedAttestation");
    }

    [Fact]
    public async Task A_synchronous_save_is_no_way_around()
    {
        var saving = hosts.Sqlite.QueryAsync(db =>
        {
            db.Pools.Add(new Pool { Id = new PoolId("around"), Name = "Around", RpId = "localhost", Policy = Demand(new PoolPolicy()) });
            return Task.FromResult(db.SaveChanges());
        });

        (await Should.ThrowAsync<InvalidMemberException>(() => saving)).Member.ShouldBe("policy.requireVerifiedAttestation");
    }

    [Fact]
    public async Task A_pool_that_was_stored_by_another_configuration_refuses_registrations()
    {
        var site = await hosts.Sqlite.NewPoolAsync();
        await hosts.Sqlite.StorePolicyAsync(site, Demand);
        using var phone = site.NewPhone();
        var ceremony = await site.BeginSignUpAsync(Someone.New());

        (await site.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options))).ShouldBeRefused();

        (await hosts.Sqlite.ReasonsAsync(site)).ShouldBe([nameof(RefusalReason.AttestationUnverifiable)]);
    }

    [Fact]
    public async Task A_demand_that_is_made_between_begin_and_finish_holds()
    {
        var site = await hosts.Sqlite.NewPoolAsync();
        using var phone = site.NewPhone();
        var ceremony = await site.BeginSignUpAsync(Someone.New());
        await hosts.Sqlite.StorePolicyAsync(site, Demand);

        (await site.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options))).ShouldBeRefused();
    }

    [Fact]
    public async Task A_host_says_at_start_which_pools_ask_for_more_than_it_can()
    {
        await using var host = await HostFixture.StartAsync(TestDatabase.Sqlite());
        var site = await host.NewPoolAsync();
        await host.StorePolicyAsync(site, Demand);

        await host.RestartAsync();

        host.Log.Lines.ShouldContain(line => line.Contains($"Pool {site.Pool} asks for more than this host can verify", StringComparison.Ordinal));
    }

    private static PoolPolicy Demand(PoolPolicy policy) => policy with { Attestation = AttestationConveyance.Direct, RequireVerifiedAttestation = true };
}
