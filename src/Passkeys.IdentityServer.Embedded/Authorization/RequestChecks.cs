using System.Globalization;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Tokens;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>What must be right about a request whose client and redirect URI are known; the first flaw is the answer.</summary>
internal static class RequestChecks
{
    private static readonly Func<AuthorizationParameters, Client, AuthorizationError?>[] InOrder =
        [ResponseMode, ResponseType, GrantType, PassedByValue, ProofKey, Scope, Prompt, MaxAge];

    public static AuthorizationError? FindFlaw(AuthorizationParameters parameters, Client client) =>
        parameters.FindFlaw() ?? InOrder.Select(check => check(parameters, client)).FirstOrDefault(flaw => flaw is not null);

    private static AuthorizationError? ResponseMode(AuthorizationParameters parameters, Client client) =>
        parameters["response_mode"] is { } mode && !Authorization.ResponseMode.All.Contains(mode)
            ? AuthorizationError.InvalidRequest("The parameter response_mode must be query or form_post.")
            : null;

    private static AuthorizationError? ResponseType(AuthorizationParameters parameters, Client client) => parameters["response_type"] switch
    {
        null => AuthorizationError.InvalidRequest("The parameter response_type is missing."),
        "code" => null,
        _ => new AuthorizationError("unsupported_response_type", "The parameter response_type must be code."),
    };

    private static AuthorizationError? GrantType(AuthorizationParameters parameters, Client client) =>
        client.GrantTypes.Contains(GrantTypes.AuthorizationCode) ? null : new AuthorizationError("unauthorized_client", "The client may not use this flow.");

    // OpenID Connect Core 1.0 §3.1.2.6.
    private static AuthorizationError? PassedByValue(AuthorizationParameters parameters, Client client) =>
        parameters["request"] is not null ? new AuthorizationError("request_not_supported", "Request objects are not supported.")
        : parameters["request_uri"] is not null ? new AuthorizationError("request_uri_not_supported", "The parameter request_uri must come from the pushed authorization request endpoint.")
        : parameters["registration"] is not null ? new AuthorizationError("registration_not_supported", "The parameter registration is not supported.")
        : null;

    // RFC 7636 §4.3 and §4.4.1; RFC 9700 §2.1.1: S256 and nothing else.
    private static AuthorizationError? ProofKey(AuthorizationParameters parameters, Client client) =>
        parameters["code_challenge"] is not { } challenge ? AuthorizationError.InvalidRequest("The parameter code_challenge is missing: PKCE is required.")
        : parameters["code_challenge_method"] is not "S256" ? AuthorizationError.InvalidRequest("The parameter code_challenge_method must be S256.")
        : challenge.Length is < 43 or > 128 || !challenge.All(IsBase64Url) ? AuthorizationError.InvalidRequest("The parameter code_challenge must have 43 to 128 characters of base64url.")
        : null;

    private static bool IsBase64Url(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    private static AuthorizationError? Scope(AuthorizationParameters parameters, Client client) =>
        parameters.Words("scope") is not { Length: > 0 } scope ? new AuthorizationError("invalid_scope", "The parameter scope is missing.")
        : scope.FirstOrDefault(name => !client.Scopes.Contains(name)) is not { } unknown ? null
        : new AuthorizationError("invalid_scope", ScopeCatalog.IsWellFormed(unknown) ? $"The client may not have the scope {unknown}." : "The scope is malformed.");

    private static AuthorizationError? Prompt(AuthorizationParameters parameters, Client client)
    {
        var prompt = parameters.Words("prompt");
        if (prompt.Except(Authorization.Prompt.All, StringComparer.Ordinal).Any())
            return AuthorizationError.InvalidRequest($"The parameter prompt knows {string.Join(", ", Authorization.Prompt.All)}.");
        return prompt.Length > 1 && prompt.Contains(Authorization.Prompt.None)
            ? AuthorizationError.InvalidRequest("The parameter prompt has none and something else.")
            : null;
    }

    private static AuthorizationError? MaxAge(AuthorizationParameters parameters, Client client) =>
        parameters["max_age"] is { } maxAge && !int.TryParse(maxAge, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? AuthorizationError.InvalidRequest("The parameter max_age must be a number of seconds.")
            : null;
}
