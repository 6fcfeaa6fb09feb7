using Duende.IdentityServer.Services;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Audit;

namespace Passkeys.IdentityServer.Duende.Events;

/// <summary>Raises an event of Duende's for what was audited, but for what came from Duende's events in the first place.</summary>
internal sealed class EventsOfAudit(IServiceProvider services) : IAuditObserver
{
    // Not asked for before it is needed: the sink of Duende's events writes audit entries.
    public Task ObserveAsync(AuditEntry entry) => AuditOfEvents.Wrote(entry) ? Task.CompletedTask : services.GetRequiredService<IEventService>().RaiseAsync(new PasskeyEvent(entry));
}
