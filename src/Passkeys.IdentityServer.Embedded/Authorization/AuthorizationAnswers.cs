using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>Where the browser goes from the authorization endpoint: on to a page of this host, or back to the client.</summary>
internal sealed class AuthorizationAnswers(SealedEnvelope envelope, Issuer issuer, IOptions<PasskeysOptions> options)
{
    private const string ErrorPurpose = "authorization.error";

    /// <summary>A page that does its part and goes on to the request.</summary>
    public static IResult Page(HttpContext http, string page, string returnUrl) =>
        new Redirection(QueryHelpers.AddQueryString(http.Request.PathBase + page, "returnUrl", returnUrl));

    /// <summary>An address of this host.</summary>
    public static IResult GoOn(string address) => new Redirection(address);

    /// <summary>RFC 6749 §4.1.2.</summary>
    public IResult Code(ResponseTarget target, string code) => Send(target, [new("code", code)]);

    /// <summary>RFC 6749 §4.1.2.1.</summary>
    public IResult Error(ResponseTarget target, AuthorizationError error) =>
        Send(target, [new("error", error.Code), new("error_description", error.Description)]);

    /// <summary>The page that says what went wrong, for what cannot be said to the client.</summary>
    public IResult ErrorPage(HttpContext http, AuthorizationError error, Client? client)
    {
        var content = new EngineError(error.Code, error.Description, client is null ? null : ClientDirectory.Describe(client).Name);
        return new Redirection(QueryHelpers.AddQueryString(http.Request.PathBase + options.Value.Pages.Error, "errorId", envelope.Seal(ErrorPurpose, content)));
    }

    /// <summary>What the error page is to say, or null.</summary>
    public EngineError? FindError(string? errorId) => errorId is null ? null : envelope.Open<EngineError>(ErrorPurpose, errorId);

    // RFC 9207 §2: every answer names who gave it.
    private IResult Send(ResponseTarget target, KeyValuePair<string, string?>[] parameters)
    {
        KeyValuePair<string, string?>[] all = [.. parameters, new("state", target.State), new("iss", issuer.Current)];
        return target.Mode == ResponseMode.FormPost
            ? new FormPostPage(target.RedirectUri, all)
            : new Redirection(QueryHelpers.AddQueryString(target.RedirectUri, all));
    }
}
