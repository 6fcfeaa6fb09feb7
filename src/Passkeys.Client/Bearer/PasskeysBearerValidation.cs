using Microsoft.Extensions.Options;

namespace Passkeys.Client.Bearer;

/// <summary>Stops an application at its start whose options cannot work.</summary>
internal sealed class PasskeysBearerValidation : IValidateOptions<PasskeysBearerOptions>
{
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    public ValidateOptionsResult Validate(string? name, PasskeysBearerOptions options)
    {
        var wrong = Wrong(options).ToArray();
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Wrong(PasskeysBearerOptions options)
    {
        if (!Authorities.IsUsable(options.Authority))
            yield return "Authority must be the provider's issuer: an https address, or http on a loopback address.";
        if (options.Audience.Length == 0)
            yield return "Audience must name this API.";
        if (options is { AcceptJwts: false, Introspection.ClientId: null } or { IntrospectJwts: true, Introspection.ClientId: null })
            yield return "Introspection.ClientId must be set where tokens are to be introspected.";
        if (options.Introspection is { ClientId: not null, ClientSecret: null or "" })
            yield return "Introspection.ClientSecret must be set: the endpoint answers nobody without (RFC 7662 §2.1).";
        if (options.Introspection.CacheDuration < TimeSpan.Zero || options.Introspection.CacheDuration > FiveMinutes)
            yield return "Introspection.CacheDuration must be between zero and 5 minutes.";
        if (options.ClockSkew < TimeSpan.Zero || options.ClockSkew > FiveMinutes)
            yield return "ClockSkew must be between zero and 5 minutes.";
        if (options.TicketLifetime <= TimeSpan.Zero || options.TicketLifetime > FiveMinutes)
            yield return "TicketLifetime must be positive and at most 5 minutes.";
        if (options.ConnectionCheckInterval <= TimeSpan.Zero || options.UncheckedConnectionLifetime <= TimeSpan.Zero)
            yield return "ConnectionCheckInterval and UncheckedConnectionLifetime must be positive.";
    }
}
