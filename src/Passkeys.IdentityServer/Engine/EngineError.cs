namespace Passkeys.IdentityServer.Engine;

/// <summary>A request of an application that cannot be answered to it, so a person is told (RFC 6749 §4.1.2.1).</summary>
/// <param name="Code">The error code of the specification.</param>
/// <param name="Description">What was wrong, for a developer; never anything secret. Null when there is nothing to add.</param>
/// <param name="ClientName">What people call the application, or null when it is not known.</param>
public sealed record EngineError(string Code, string? Description, string? ClientName)
{
    /// <summary>A code of our own: the person took too long, and should start again at the application.</summary>
    public const string RequestExpired = "request_expired";
}
