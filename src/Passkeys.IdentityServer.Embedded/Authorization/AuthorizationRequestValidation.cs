using System.Globalization;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Tokens;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>Makes a request of parameters, or says what is wrong with them and where to say it (RFC 6749 §4.1.2.1).</summary>
internal sealed class AuthorizationRequestValidation(ClientDirectory clients, IdentityTokenHints hints, SealedRequests requests, TimeProvider time)
{
    private const string Tenant = "tenant:";
    private const int MostLocales = 10;
    private const int LocaleLength = 35;

    public async Task<ValidationOutcome> ValidateAsync(AuthorizationParameters parameters, bool wasPushed, CancellationToken ct)
    {
        if (parameters["client_id"] is not { } clientId)
            return new ValidationOutcome.Unanswerable(AuthorizationError.InvalidRequest("The parameter client_id is missing, or there more than once."), Client: null);
        if (await clients.SeekAsync(clientId, ct) is not { } client)
            return new ValidationOutcome.Unanswerable(AuthorizationError.InvalidRequest("There is no such client."), Client: null);
        if (parameters["redirect_uri"] is not { } redirectUri)
            return new ValidationOutcome.Unanswerable(AuthorizationError.InvalidRequest("The parameter redirect_uri is missing, or there more than once."), client);
        return RegisteredRedirects.Include(client, redirectUri)
            ? await ValidateAsync(parameters, client, Target(parameters, redirectUri), wasPushed, ct)
            : new ValidationOutcome.Unanswerable(AuthorizationError.InvalidRequest("The redirect_uri is not registered for the client."), client);
    }

    private static ResponseTarget Target(AuthorizationParameters parameters, string redirectUri) =>
        new(redirectUri, parameters["response_mode"] is ResponseMode.FormPost ? ResponseMode.FormPost : ResponseMode.Query, parameters.Harmless("state"));

    private async Task<ValidationOutcome> ValidateAsync(AuthorizationParameters parameters, Client client, ResponseTarget target, bool wasPushed, CancellationToken ct)
    {
        if (RequestChecks.FindFlaw(parameters, client) is { } flaw)
            return new ValidationOutcome.Refused(flaw, client, target);
        if (client.RequirePushedAuthorizationRequests && !wasPushed)
            return new ValidationOutcome.Refused(AuthorizationError.InvalidRequest("The client must push its requests (RFC 9126)."), client, target);
        if (!TryReadPools(parameters, client, out var pools, out var poolFlaw))
            return new ValidationOutcome.Refused(poolFlaw!, client, target);
        var request = Describe(parameters, client, target, pools);
        if (!requests.CanTravel(request))
            return new ValidationOutcome.Refused(AuthorizationError.TooLong, client, target);
        return parameters["id_token_hint"] is not { } hint ? new ValidationOutcome.Valid(request)
            : await hints.ReadAsync(hint, ct) is { } hinted && hinted.ClientId == client.ClientId && hinted.Pool is { } pool && request.Pools.Contains(pool)
                ? new ValidationOutcome.Valid(request with { Subject = hinted.Subject, SubjectIsFixed = true, Pools = [pool] })
                : new ValidationOutcome.Refused(AuthorizationError.InvalidRequest("The id_token_hint is no id_token of this provider for this client and pool."), client, target);
    }

    private static bool TryReadPools(AuthorizationParameters parameters, Client client, out PoolId[] pools, out AuthorizationError? flaw)
    {
        (pools, flaw) = ([.. client.Pools.Select(pool => new PoolId(pool))], null);
        var named = parameters.Words("acr_values").Where(value => value.StartsWith(Tenant, StringComparison.Ordinal)).Select(value => value[Tenant.Length..]).ToList();
        if (named.Count == 0)
            return true;
        if (named.Find(pool => !client.Pools.Contains(pool)) is { } foreign)
            flaw = AuthorizationError.InvalidRequest(PoolId.TryParse(foreign, out var id) ? $"The pool {id.Value} is not connected to the client." : "tenant: in acr_values names no pool.");
        pools = [.. named.Select(pool => new PoolId(pool))];
        return flaw is null;
    }

    private AuthorizationRequest Describe(AuthorizationParameters parameters, Client client, ResponseTarget target, PoolId[] pools) => new()
    {
        ClientId = client.ClientId,
        Target = target,
        Scope = parameters.Words("scope"),
        CodeChallenge = parameters["code_challenge"]!,
        Nonce = parameters["nonce"],
        Prompt = parameters.Words("prompt"),
        MaxAge = parameters["max_age"] is { } maxAge ? int.Parse(maxAge, NumberStyles.None, CultureInfo.InvariantCulture) : null,
        LoginHint = parameters["login_hint"],
        UiLocales = [.. parameters.Words("ui_locales").Where(tag => tag.Length <= LocaleLength).Take(MostLocales)],
        AcrValues = [.. parameters.Words("acr_values").Where(Acr.All.Contains)],
        Pools = pools,
        StartedAt = time.GetUtcNow(),
    };
}

/// <summary>What became of a validation.</summary>
internal abstract record ValidationOutcome
{
    private ValidationOutcome()
    {
    }

    public sealed record Valid(AuthorizationRequest Request) : ValidationOutcome;

    /// <summary>The client is told, at its redirect URI.</summary>
    public sealed record Refused(AuthorizationError Error, Client Client, ResponseTarget Target) : ValidationOutcome;

    /// <summary>The person is told: there is no address of the client's to be trusted.</summary>
    public sealed record Unanswerable(AuthorizationError Error, Client? Client) : ValidationOutcome;
}
