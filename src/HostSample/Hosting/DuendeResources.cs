#if DUENDE
using Duende.IdentityServer.Models;
using HostSample.Development;
using Passkeys.IdentityServer.Engine;

namespace HostSample.Hosting;

/// <summary>The clients, scopes and APIs of the configuration, and in Development those of the fixtures.</summary>
/// <param name="Clients">The clients.</param>
/// <param name="ApiScopes">The scopes of APIs.</param>
/// <param name="ApiResources">The APIs.</param>
internal sealed record DuendeResources(IReadOnlyList<Client> Clients, IReadOnlyList<ApiScope> ApiScopes, IReadOnlyList<ApiResource> ApiResources)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidOperationException">Outside Development one of them has a secret of Development.</exception>
    public static DuendeResources Read(IConfiguration section, IHostEnvironment environment)
    {
        var configured = new DuendeResources(
            section.GetSection("Clients").Get<List<Client>>() ?? [],
            section.GetSection("ApiScopes").Get<List<ApiScope>>() ?? [],
            section.GetSection("ApiResources").Get<List<ApiResource>>() ?? []);
        return environment.IsDevelopment() ? configured.With(DuendeFixtures.All) : configured.Checked();
    }

    private DuendeResources With(DuendeResources others) => new(
        [.. Clients, .. others.Clients], [.. ApiScopes, .. others.ApiScopes], [.. ApiResources, .. others.ApiResources]);

    private DuendeResources Checked()
    {
        var secrets = Clients.Select(client => (Owner: $"Client {client.ClientId}", Secrets: client.ClientSecrets))
            .Concat(ApiResources.Select(api => (Owner: $"API {api.Name}", Secrets: api.ApiSecrets)));
        foreach (var (owner, _) in secrets.Where(each => each.Secrets.Any(secret => DevelopmentSecrets.Includes(secret.Value))))
            throw new InvalidOperationException($"{owner} has a secret of Development; those are public. Give it one of its own.");
        return this;
    }
}
#endif
