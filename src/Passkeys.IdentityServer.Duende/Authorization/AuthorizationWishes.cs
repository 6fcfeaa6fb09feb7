using System.Collections.Specialized;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer.Duende.Authorization;

/// <summary>What a request says of the person and the authentication, read from its parameters: the pages see them as the application sent them.</summary>
internal sealed class AuthorizationWishes(NameValueCollection parameters)
{
    /// <summary>Duende's own: the values of <c>prompt</c> that have led to a page already, so that they do not again.</summary>
    public const string ProcessedPrompt = "suppressed_prompt";

    private const string Login = "login";
    private const string ProcessedMaxAge = "suppressed_max_age";
    private const string Tenant = "tenant:";

    /// <summary><c>id_token_hint</c>.</summary>
    public string? IdentityTokenHint => parameters["id_token_hint"];

    /// <summary>The pools that <c>acr_values</c> names.</summary>
    public IReadOnlyList<string> Tenants { get; } =
        [.. Words(parameters, "acr_values").Where(value => value.StartsWith(Tenant, StringComparison.Ordinal)).Select(value => value[Tenant.Length..])];

    /// <summary>The authentication context classes that are asked for and known.</summary>
    public IReadOnlyList<string> AcrValues { get; } = [.. Words(parameters, "acr_values").Where(Acr.All.Contains)];

    /// <summary>Whether the authenticator has to verify the person.</summary>
    public bool WantsVerification => AuthenticationDemand.WantsVerification(Words(parameters, "prompt").Contains(Login), parameters["max_age"] is not null, AcrValues.Count > 0);

    /// <summary>Whether somebody was sent to authenticate anew, whoever is signed in.</summary>
    public bool HasAskedForAuthentication => Words(parameters, ProcessedPrompt).Contains(Login) || parameters[ProcessedMaxAge] is not null;

    /// <summary>Whether it is the person who is signed in that has to authenticate, and nobody in their place.</summary>
    public bool MeansThePerson => HasAskedForAuthentication || WantsVerification;

    /// <summary>Notes that the person was sent to authenticate anew.</summary>
    public void AskForAuthentication() => parameters[ProcessedPrompt] = string.Join(' ', Words(parameters, ProcessedPrompt).Append(Login).Distinct());

    private static string[] Words(NameValueCollection parameters, string name) => parameters[name]?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
