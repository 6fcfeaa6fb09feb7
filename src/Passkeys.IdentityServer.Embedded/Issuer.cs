using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Embedded.Configuration;

namespace Passkeys.IdentityServer.Embedded;

/// <summary>The issuer: what is configured, else what the request came to. A host reached by several names should configure it.</summary>
internal sealed class Issuer(IOptions<EmbeddedProviderOptions> options, IHttpContextAccessor accessor)
{
    public string Current => options.Value.Issuer ?? OfRequest(accessor.HttpContext?.Request);

    private static string OfRequest(HttpRequest? request) => request is null
        ? throw new InvalidOperationException("Outside a request the issuer must be configured: EmbeddedProviderOptions.Issuer.")
        : $"{request.Scheme}://{request.Host}{request.PathBase}";
}
