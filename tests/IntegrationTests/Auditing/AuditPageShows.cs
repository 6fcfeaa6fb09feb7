using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Pages;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Auditing;

/// <summary>The page of a pool's audit as a browser without script has it.</summary>
public sealed class AuditPageShows(AuditHosts hosts) : IClassFixture<AuditHosts>, IAsyncLifetime
{
    private HostFixture _host = null!;
    private Site _site = null!;
    private PageVisitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await hosts.OnAsync("Sqlite");
        _site = await _host.NewPoolAsync();
        var (phone, identifier) = await _site.NewPersonAsync();
        await _host.QueryAsync(async db =>
        {
            var user = await db.Users.SingleAsync(each => each.Pool == new PoolId(_site.Pool) && each.UserName == identifier);
            db.UserClaims.Add(new IdentityUserClaim<string> { UserId = user.Id, ClaimType = AdministratorRole.ClaimType, ClaimValue = AdministratorRole.Auditor });
            return await db.SaveChangesAsync();
        });
        _visitor = new PageVisitor(_host);
        await _visitor.SignInAsync(_site, phone);
        phone.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_strangers_wrote_as_text()
    {
        var at = _host.Clock.GetUtcNow();
        await _host.QueryAsync(db =>
        {
            db.Audit.Add(new AuditEntry
            {
                Id = Guid.CreateVersion7(at),
                At = at,
                Pool = new PoolId(_site.Pool),
                Event = "<script>1</script>",
                Outcome = "<b>",
                Reason = "<img src=x>",
                UserId = "\"><svg>",
                ClientId = "<i>",
                PasskeyId = "<u>",
                IpAddress = "<s>",
                Actor = "client:<em>",
            });
            return db.SaveChangesAsync();
        });

        var page = await OpenAsync("");

        foreach (var tag in new[] { "<script>1", "<b>", "<img src", "<i>", "<u>", "<s>", "<em>", "\"><svg>" })
            page.Text.ShouldNotContain(tag);
        (await OpenAsync("?search=\"><script>2</script>&user=\"><script>3</script>")).Text.ShouldNotContain("\"><script>");
    }

    [Fact]
    public async Task The_state_of_the_chain()
    {
        await _host.AddEntriesAsync(_site, 1200);
        await _host.SealAsync(_site);
        await _host.AddEntriesAsync(_site, 2);

        var page = (await OpenAsync("")).Text;

        page.ShouldContain("Entries sealed: 1,202, unbroken.");
        page.ShouldContain("Waiting for their seal: 2.");
        await _host.OfAuditAsync(_site, entries => entries.Where(entry => entry.Sequence == 1000).ExecuteDeleteAsync());
        (await OpenAsync("")).Text.ShouldContain("Entry number 1,000 is missing.");
    }

    [Fact]
    public async Task A_long_chain_by_its_ends_until_all_of_it_is_asked_for()
    {
        await _host.AddEntriesAsync(_site, 5001);
        await _host.SealAsync(_site);

        (await OpenAsync("")).Text.ShouldContain("The ends of the chain are as they were left.");
        (await OpenAsync("?check=all")).Text.ShouldContain("5,003, unbroken.");
    }

    [Fact]
    public async Task A_page_of_entries_under_its_weight()
    {
        await _host.AddEntriesAsync(_site, 60);

        var page = await OpenAsync("");

        page.Text.ShouldContain("Next page");
        System.Text.Encoding.UTF8.GetByteCount(page.Text).ShouldBeLessThan(100_000);
    }

    private async Task<Answer> OpenAsync(string query)
    {
        var answer = await _visitor.OpenAsync($"/admin/pools/{_site.Pool}/audit{query}");
        answer.Status.ShouldBe(HttpStatusCode.OK, string.Join('\n', _host.Log.Lines.Where(line => line.Contains("Exception", StringComparison.Ordinal)).TakeLast(1)));
        return answer;
    }
}
