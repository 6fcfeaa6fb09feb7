using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Endpoints;
using Passkeys.IdentityServer.RateLimits;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>The pushed authorization request endpoint (RFC 9126 §2): a request comes from the client itself, and the browser carries only a reference to it.</summary>
internal sealed class PushedRequestEndpoint(
    ClientAuthentication authentication, AuthorizationRequestValidation validation, PushedRequests pushed, AuthorizationAudit audit)
{
    // §2.1: the rest is stored; what authenticates the client is not.
    private static readonly string[] ClientAuthenticationParameters = ["client_secret", "client_assertion", "client_assertion_type"];

    public async Task<IResult> HandleAsync(HttpContext http)
    {
        var (form, unreadable) = await OAuthForm.ReadAsync(http.Request, http.RequestAborted);
        if (form is null)
            return unreadable!.ToResult(http);
        return await authentication.AuthenticateClientAsync(http.Request, form) switch
        {
            ClientAuthenticationOutcome.Client client => await PushLimitedAsync(http, client.Authenticated, form),
            ClientAuthenticationOutcome.Refused refused => refused.Error.ToResult(http),
            _ => throw new InvalidOperationException("Only clients authenticate at this endpoint."),
        };
    }

    // A public client's request is stored for whoever sends it.
    private async Task<IResult> PushLimitedAsync(HttpContext http, Client client, OAuthForm form) =>
        client.IsPublic && await http.TakeAnonymousCallAsync() is { } wait
            ? OAuthError.TooManyRequests(http, wait).ToResult(http)
            : await PushAsync(http, client.ClientId, form);

    private async Task<IResult> PushAsync(HttpContext http, string clientId, OAuthForm form)
    {
        var parameters = new AuthorizationParameters([.. form.Values.Where(value => !ClientAuthenticationParameters.Contains(value.Key) && value.Key != "client_id"), new("client_id", clientId)]);
        if (parameters["request_uri"] is not null)
            return await RefuseAsync(http, clientId, AuthorizationError.InvalidRequest("The parameter request_uri must not be pushed."));
        return await validation.ValidateAsync(parameters, wasPushed: true, http.RequestAborted) switch
        {
            ValidationOutcome.Valid => await AcceptAsync(http, clientId, parameters),
            ValidationOutcome.Refused refused => await RefuseAsync(http, clientId, refused.Error),
            ValidationOutcome.Unanswerable unanswerable => await RefuseAsync(http, clientId, unanswerable.Error),
            var outcome => throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}."),
        };
    }

    // §2.2.
    private async Task<IResult> AcceptAsync(HttpContext http, string clientId, AuthorizationParameters parameters)
    {
        var requestUri = await pushed.AddAsync(clientId, parameters, http.RequestAborted);
        return Results.Json(new Accepted(requestUri, (long)PushedRequests.Lifetime.TotalSeconds), ProviderJson.Options, statusCode: StatusCodes.Status201Created);
    }

    // §2.3: the error that the authorization endpoint would give, in the body.
    private async Task<IResult> RefuseAsync(HttpContext http, string clientId, AuthorizationError error)
    {
        await audit.RefusedAsync(http, error, clientId, session: null);
        return new OAuthError(error.Code, error.Description).ToResult(http);
    }

    private sealed record Accepted(string RequestUri, long ExpiresIn);
}
