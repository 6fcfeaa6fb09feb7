using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer.Embedded.Configuration;

/// <summary>Refuses to start a host outside Development with a secret that everyone can read in the documentation.</summary>
internal sealed class DevelopmentSecretsGuard(IHostEnvironment environment) : IValidateOptions<EmbeddedProviderOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddedProviderOptions options)
    {
        if (environment.IsDevelopment())
            return ValidateOptionsResult.Skip;
        var found = Owners(options).ToList();
        return found.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(found.Select(owner => $"{owner} has a secret of Development; it is public. Give it a random one."));
    }

    private static IEnumerable<string> Owners(EmbeddedProviderOptions options) =>
    [
        .. options.Clients.Where(c => c.SecretHashes.Any(DevelopmentSecrets.Includes)).Select(c => $"Client '{c.ClientId}'"),
        .. options.ApiResources.Where(r => r.SecretHashes.Any(DevelopmentSecrets.Includes)).Select(r => $"API resource '{r.Name}'"),
    ];
}
