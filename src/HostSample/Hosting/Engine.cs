#if !DUENDE
using HostSample.Development;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Embedded;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Keys;
using Passkeys.QuickstartUi;

namespace HostSample.Hosting;

/// <summary>The OpenID Provider that this host was built with.</summary>
internal static class Engine
{
    /// <summary>What the greeting calls it.</summary>
    public const string Name = "embedded OpenID Provider";

    /// <summary>Sets it up: clients and APIs from the section <c>EmbeddedProvider</c>, and the fixtures in Development.</summary>
    public static PasskeysBuilder UseEngine(this PasskeysBuilder passkeys, IHostApplicationBuilder host)
    {
        host.Services.AddOptions<EmbeddedProviderOptions>().Configure<IOptions<QuickstartUiOptions>>((provider, pages) => AddLanguages(provider, pages.Value));
        return passkeys.UseEmbeddedProvider(options =>
        {
            host.Configuration.GetSection("EmbeddedProvider").Bind(options);
            if (host.Environment.IsDevelopment())
                Clients.Add(options);
        });
    }

    /// <summary>Maps its endpoints.</summary>
    public static void MapEngine(this WebApplication app) => app.MapEmbeddedProvider();

    /// <summary>Its tables are the extension's.</summary>
    public static Task CreateTablesAsync(IServiceProvider services) => Task.CompletedTask;

    /// <summary>Its tables are the extension's.</summary>
    public static Task<bool> HasTablesAsync(IServiceProvider services) => Task.FromResult(true);

    /// <summary>Makes the next signing key now; says what became of it.</summary>
    public static async Task<(bool Done, string Said)> RotateKeysAsync(IServiceProvider services, TimeSpan publishedBefore, CancellationToken ct) =>
        await services.GetRequiredService<ISigningKeyRotation>().RotateAsync(publishedBefore, Administrator.Operator.Facts, ct) switch
        {
            KeyRotationOutcome.Rotated { Key: var key } => (true, $"Key {key.Id} is published, and signs from {key.ActivatesAt:u}. What was signed before can be checked until {key.FormerExpireAt:u}."),
            KeyRotationOutcome.TooSoon { Least: var least } => (false, $"A new key has to be published at least {least:c} before it signs: nodes of this host read the keys that often."),
            _ => (false, "Another node is making a new key. Try again in a moment."),
        };

    private static void AddLanguages(EmbeddedProviderOptions provider, QuickstartUiOptions pages)
    {
        foreach (var language in pages.Languages)
            provider.UiLocales.Add(language);
    }
}
#endif
