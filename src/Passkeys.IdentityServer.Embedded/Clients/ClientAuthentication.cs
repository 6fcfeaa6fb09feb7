using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Endpoints;

namespace Passkeys.IdentityServer.Embedded.Clients;

/// <summary>Authenticates clients, and APIs that introspect (RFC 6749 §2.3, RFC 7662 §2.1).</summary>
internal sealed class ClientAuthentication(ClientDirectory clients, ClientAssertions assertions, IOptions<EmbeddedProviderOptions> options)
{
    // Compared with when there is no such client, so that the time does not tell.
    private static readonly string[] NobodysSecret = [SecretHash.Of("")];

    public async Task<ClientAuthenticationOutcome> AuthenticateClientAsync(HttpRequest request, OAuthForm form)
    {
        if (ClientCredentials.Read(request, form) is not { } credentials)
            return new ClientAuthenticationOutcome.Refused(OAuthError.AmbiguousClient);
        var client = await clients.SeekAsync(credentials.Id ?? "", request.HttpContext.RequestAborted);
        return await MatchesAsync(client, credentials, request)
            ? new ClientAuthenticationOutcome.Client(client!)
            : new ClientAuthenticationOutcome.Refused(OAuthError.InvalidClient(credentials));
    }

    /// <summary>A confidential client or an API: introspection is for nobody else (RFC 7662 §4).</summary>
    public async Task<ClientAuthenticationOutcome> AuthenticateIntrospectorAsync(HttpRequest request, OAuthForm form)
    {
        if (ClientCredentials.Read(request, form) is not { } credentials)
            return new ClientAuthenticationOutcome.Refused(OAuthError.AmbiguousClient);
        if (string.IsNullOrEmpty(credentials.Secret) && credentials.Assertion is null)
            return new ClientAuthenticationOutcome.Refused(OAuthError.InvalidClient(credentials));
        var resource = options.Value.ApiResources.FirstOrDefault(resource => resource.Name == credentials.Id);
        if (resource is null)
            return await AuthenticateClientAsync(request, form);
        return SecretHash.MatchesAny(resource.SecretHashes, credentials.Secret ?? "")
            ? new ClientAuthenticationOutcome.Api(resource)
            : new ClientAuthenticationOutcome.Refused(OAuthError.InvalidClient(credentials));
    }

    private Task<bool> MatchesAsync(Client? client, ClientCredentials credentials, HttpRequest request) =>
        credentials.Assertion is { } assertion ? assertions.IsFromAsync(client, assertion, request) : Task.FromResult(Matches(client, credentials));

    private static bool Matches(Client? client, ClientCredentials credentials)
    {
        if (client is { IsPublic: true })
            return string.IsNullOrEmpty(credentials.Secret);
        var matches = SecretHash.MatchesAny(client?.SecretHashes ?? NobodysSecret, credentials.Secret ?? "");
        return matches && client is not null && credentials.Secret is not null;
    }
}

/// <summary>Who sent a request.</summary>
internal abstract record ClientAuthenticationOutcome
{
    private ClientAuthenticationOutcome()
    {
    }

    public sealed record Client(Configuration.Client Authenticated) : ClientAuthenticationOutcome;

    public sealed record Api(ApiResource Resource) : ClientAuthenticationOutcome;

    public sealed record Refused(OAuthError Error) : ClientAuthenticationOutcome;
}
