using System.Text.Json.Serialization;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Applications.QuickStarts;

/// <summary>How one begins with an application: what to set, and code to start from. It holds no secret.</summary>
/// <param name="ClientId">The client id.</param>
/// <param name="Settings">What has to be set, in the order in which one needs it.</param>
/// <param name="Samples">Code, only of kinds that fit this client.</param>
public sealed record QuickStart(string ClientId, IReadOnlyList<QuickStartSetting> Settings, IReadOnlyList<QuickStartSample> Samples)
{
    /// <summary>The pool whose people it is for, or null for those of all that the client serves.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Pool { get; init; }

    /// <summary>The one of a client.</summary>
    /// <param name="issuer">The issuer, as the client has to know it.</param>
    /// <param name="client">The client.</param>
    /// <param name="pool">For people of this pool alone; null: of all that it serves.</param>
    public static QuickStart Of(string issuer, ClientDescription client, PoolId? pool)
    {
        var facts = QuickStartFacts.Of(issuer, client, pool);
        return new QuickStart(client.ClientId, [.. SettingsOf(facts)], [.. SamplesOf(facts)]) { Pool = pool?.Value };
    }

    private static IEnumerable<QuickStartSetting> SettingsOf(QuickStartFacts facts)
    {
        yield return new("issuer", facts.Issuer);
        yield return new("discovery", facts.Issuer + "/.well-known/openid-configuration");
        yield return new("clientId", facts.ClientId);
        if ((facts.WebRedirectUri ?? facts.RedirectUri) is { } redirectUri && facts.HasCodeFlow)
            yield return new("redirectUri", redirectUri);
        if (facts.PostLogoutRedirectUri is { } postLogout)
            yield return new("postLogoutRedirectUri", postLogout);
        yield return new("scope", facts.ScopeText);
        if (facts.AcrValues is { } acrValues)
            yield return new("acrValues", acrValues);
    }

    private static IEnumerable<QuickStartSample> SamplesOf(QuickStartFacts facts)
    {
        if (facts is { HasCodeFlow: true, WebRedirectUri: not null } && facts.Authentication != ClientAuthenticationKind.Key)
            yield return new("aspnetcore", "ASP.NET Core", "csharp", AspNetCoreSample.Of(facts));
        if (facts is { HasCodeFlow: true, WebRedirectUri: not null })
            yield return new("node", "Node (openid-client)", "javascript", NodeSample.Of(facts));
        if (facts is { HasCodeFlow: true, WebRedirectUri: not null, Authentication: ClientAuthenticationKind.None })
            yield return new("spa", "Single-page application (oidc-client-ts)", "javascript", SpaSample.Of(facts));
        if (facts is { HasCodeFlow: true, RedirectUri: not null, Authentication: ClientAuthenticationKind.None })
            yield return new("native", "Native application, by the browser of the system", "sh", NativeSample.Of(facts));
        if (facts.HasPasskeyGrant && facts.Authentication != ClientAuthenticationKind.Key)
            yield return new("passkey", "Passkey grant over HTTP", "sh", PasskeyGrantSample.Of(facts));
        if (facts.HasClientCredentials && facts.Authentication == ClientAuthenticationKind.Secret)
            yield return new("backend", "Back end on its own", "sh", BackEndSample.Of(facts));
    }
}

/// <summary>One thing to set.</summary>
/// <param name="Id">What it is: issuer, discovery, clientId, redirectUri, postLogoutRedirectUri, scope or acrValues.</param>
/// <param name="Value">The value, as it is.</param>
public sealed record QuickStartSetting(string Id, string Value);

/// <summary>Code to start from.</summary>
/// <param name="Id">What it is for: aspnetcore, node, spa, native, passkey or backend.</param>
/// <param name="Title">The same in words.</param>
/// <param name="Language">csharp, javascript or sh.</param>
/// <param name="Code">The code. Whatever it quotes of the client is encoded for the language.</param>
public sealed record QuickStartSample(string Id, string Title, string Language, string Code);
