using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IntegrationTests.Hooks;

// The examples of docs/hooks.md, word for word: a test holds them together.

/// <summary>What the examples of the documentation stand on.</summary>
public sealed class Directory
{
    public ConcurrentDictionary<string, string> EmailsByEmployee { get; } = [];

    public ConcurrentDictionary<string, bool> OnLeave { get; } = [];

    public ValueTask<string?> FindEmailAsync(string employee, CancellationToken ct) =>
        ValueTask.FromResult(ct.IsCancellationRequested ? null : EmailsByEmployee.GetValueOrDefault(employee));

    public ValueTask<bool> IsOnLeaveAsync(string email, CancellationToken ct) => ValueTask.FromResult(!ct.IsCancellationRequested && OnLeave.ContainsKey(email));
}

public sealed class CompanyKeysOnly : IRegistrationGate
{
    private static readonly Guid CompanyKey = new("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4");

    public ValueTask<bool> AllowsAsync(RegistrationCandidate candidate, CancellationToken ct) =>
        ValueTask.FromResult(candidate.Passkey?.Aaguid == CompanyKey);
}

public sealed class NotOnLeave(Directory directory) : ISignInGate
{
    public async ValueTask<bool> AllowsAsync(PoolUser user, CancellationToken ct) => !await directory.IsOnLeaveAsync(user.Email!, ct);
}

public sealed class EmployeeNumbers(Directory directory) : IIdentifierTranslator
{
    public ValueTask<string?> TranslateAsync(PoolId pool, string typed, CancellationToken ct) =>
        typed.All(char.IsAsciiDigit) ? directory.FindEmailAsync(typed, ct) : ValueTask.FromResult<string?>(null);
}

public sealed class Dashboard : ICeremonyObserver
{
    public ConcurrentQueue<CeremonyEvent> Seen { get; } = [];

    public Task ObserveAsync(CeremonyEvent ceremony, CancellationToken ct)
    {
        Seen.Enqueue(ceremony);
        return Task.CompletedTask;
    }
}

public sealed class Alarm : IAuditObserver
{
    public ConcurrentQueue<string> Rung { get; } = [];

    public Task ObserveAsync(AuditEntry entry)
    {
        if (entry.Event == AuditEvent.CounterRegressed)
            Rung.Enqueue($"{entry.Pool}: {entry.UserId}");
        return Task.CompletedTask;
    }
}

internal static class DocumentedSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IRegistrationGate, CompanyKeysOnly>();
        services.AddScoped<ISignInGate, NotOnLeave>();
        services.AddScoped<IIdentifierTranslator, EmployeeNumbers>();
        services.AddSingleton<ICeremonyObserver, Dashboard>();
        services.AddSingleton<IAuditObserver, Alarm>();
    }
}
