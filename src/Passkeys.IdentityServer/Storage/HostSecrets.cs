using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Passkeys.IdentityServer.Storage;

/// <summary>Secrets that all nodes of a host share and that outlive a restart, such as the key of decoys.</summary>
internal interface IHostSecrets
{
    /// <summary>The secret of this name, 32 bytes; the first caller on any node makes it.</summary>
    /// <param name="name">What it is for, at most 64 characters; a purpose of its own for every use.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="CryptographicException">The key that protected it is gone.</exception>
    ValueTask<ReadOnlyMemory<byte>> GetAsync(string name, CancellationToken ct);
}

/// <summary>The secrets of the table <c>HostSecrets</c>, protected by Data Protection and read once a process.</summary>
internal sealed class HostSecrets(IServiceScopeFactory scopes, IDataProtectionProvider protection) : IHostSecrets
{
    private const int SecretLength = 32;

    private readonly ConcurrentDictionary<string, byte[]> _known = new(StringComparer.Ordinal);

    public async ValueTask<ReadOnlyMemory<byte>> GetAsync(string name, CancellationToken ct)
    {
        if (_known.TryGetValue(name, out var known))
            return known;

        var stored = await ReadAsync(name, ct) ?? await MakeAsync(name, ct);
        return _known.GetOrAdd(name, Protector(name).Unprotect(Convert.FromBase64String(stored)));
    }

    // The primary key decides which of several nodes made it; the others use what it made.
    private async Task<string> MakeAsync(string name, CancellationToken ct)
    {
        var made = Convert.ToBase64String(Protector(name).Protect(RandomNumberGenerator.GetBytes(SecretLength)));
        try
        {
            await WriteAsync(name, made, ct);
            return made;
        }
        catch (DbUpdateException)
        {
            if (await ReadAsync(name, ct) is { } theirs)
                return theirs;
            throw;
        }
    }

    private async Task<string?> ReadAsync(string name, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Database(scope).HostSecrets.Where(secret => secret.Name == name)
            .Select(secret => secret.ProtectedValue).SingleOrDefaultAsync(ct);
    }

    private async Task WriteAsync(string name, string value, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = Database(scope);
        database.HostSecrets.Add(new HostSecret { Name = name, ProtectedValue = value });
        await database.SaveChangesAsync(ct);
    }

    // The name is part of the purpose, so that a row cannot stand in for another.
    private IDataProtector Protector(string name) => protection.CreateProtector("Passkeys.IdentityServer.HostSecrets", name);

    private static PasskeysDbContext Database(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<PasskeysDbContext>();
}
