using Duende.IdentityServer.Endpoints.Results;
using Duende.IdentityServer.Hosting;
using Duende.IdentityServer.Services;
using Microsoft.AspNetCore.Http;

namespace Passkeys.IdentityServer.Duende.Answers;

/// <summary>Says who answers in errors too, as discovery promises (RFC 9207 §2). Duende says so in successes alone.</summary>
internal sealed class IssuerInErrors(IHttpResponseWriter<AuthorizeResult> others, IIssuerNameService issuer) : IHttpResponseWriter<AuthorizeResult>
{
    public async Task WriteHttpResponse(AuthorizeResult result, HttpContext context)
    {
        result.Response.Issuer ??= await issuer.GetCurrentAsync();
        await others.WriteHttpResponse(result, context);
    }
}
