using Duende.IdentityServer.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Duende.Events;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.DuendeTests;

/// <summary>Duende's events tell of passkeys, and the audit trail of what Duende does.</summary>
public sealed class Observing(ExistingHostFixture host)
{
    private const int SignInEvent = 8100;

    [Fact]
    public async Task A_sign_in_with_a_passkey_is_an_event_of_the_hosts_sink()
    {
        using var browser = host.NewBrowser();
        var person = await browser.SignInSomebodyAsync();

        var raised = host.Events.Events.OfType<PasskeyEvent>().Single(each => each.SubjectId == person.Id && each.Id == SignInEvent);

        (raised.EventType, raised.Pool, raised.Category).ShouldBe((EventTypes.Success, Config.Pool, "Passkeys"));
    }

    [Fact]
    public async Task A_refused_sign_in_is_an_event_too()
    {
        using var browser = host.NewBrowser();
        var person = await browser.SignInSomebodyAsync();
        await person.ChangeAsync(host, (people, user) => people.SetLockoutEndDateAsync(user, DateTimeOffset.MaxValue));

        await browser.SignInWithPasskeyAsync();

        host.Events.Events.OfType<PasskeyEvent>().ShouldContain(each => each.SubjectId == person.Id && each.Id == SignInEvent && each.EventType == EventTypes.Failure);
    }

    [Fact]
    public async Task A_code_of_Duendes_is_in_the_audit_trail_of_the_persons_pool()
    {
        using var browser = host.NewBrowser();
        var person = await browser.SignInSomebodyAsync();

        await browser.AuthorizeAsync(Config.Shop);

        var entry = (await AuditOfAsync(person)).Single(each => each.Event == AuditEvent.Authorization);
        (entry.ClientId, entry.Outcome, entry.Pool?.Value).ShouldBe((Config.Shop, AuditTrail.Success, Config.Pool));
    }

    [Fact]
    public async Task What_came_from_an_event_is_no_event_again()
    {
        using var browser = host.NewBrowser();
        var person = await browser.SignInSomebodyAsync();

        await browser.AuthorizeAsync(Config.Shop);

        host.Events.Events.OfType<PasskeyEvent>().ShouldNotContain(each => each.SubjectId == person.Id && each.Name == AuditEvent.Authorization);
    }

    [Fact]
    public async Task The_hosts_word_is_in_the_audit_trail()
    {
        using var browser = host.NewBrowser();
        var person = await Person.NewAsync(host);

        (await browser.SignInAsync(person)).OrThrow();

        (await AuditOfAsync(person)).ShouldHaveSingleItem().Event.ShouldBe(AuditEvent.HostSignIn);
    }

    private Task<List<AuditEntry>> AuditOfAsync(Person person) => host.InScopeAsync(services =>
        services.GetRequiredService<PasskeysDbContext>().Audit.AsNoTracking().Where(entry => entry.UserId == person.Id).ToListAsync());
}
