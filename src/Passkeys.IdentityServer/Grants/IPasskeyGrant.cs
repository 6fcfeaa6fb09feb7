using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Grants;

/// <summary>The passkey grant, engine-neutral: a request in, a decision out.</summary>
public interface IPasskeyGrant
{
    /// <summary>The grant type's name (RFC 6749 §4.5).</summary>
    const string GrantType = "urn:passkeys:params:oauth:grant-type:webauthn";

    /// <summary>
    /// Redeems an assertion or a result code, once. The engine has authenticated the client and checked the scope before, so that a
    /// mistake of the client's does not spend the ceremony.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="alongside">
    /// What the engine stores with the session, in the same transaction: it adds entities to the scope's
    /// <see cref="Storage.PasskeysDbContext"/> and does not save. An engine with a store of its own passes one that does nothing.
    /// </param>
    /// <param name="ct">Cancels.</param>
    Task<PasskeyGrantOutcome> RedeemAsync(PasskeyGrantRequest request, Func<PasskeyGrantOutcome.Granted, ValueTask> alongside, CancellationToken ct);
}

/// <summary>A request for tokens by the passkey grant. Either <see cref="Ceremony"/> and <see cref="Credential"/>, or <see cref="Code"/>.</summary>
public sealed record PasskeyGrantRequest
{
    /// <summary>The authenticated client.</summary>
    public required EngineClient Client { get; init; }

    /// <summary>The sealed ceremony of begin.</summary>
    public string? Ceremony { get; init; }

    /// <summary>The AuthenticationResponseJSON (WebAuthn L3 §5.1).</summary>
    public string? Credential { get; init; }

    /// <summary>A one-time result code.</summary>
    public string? Code { get; init; }

    /// <summary>The scope that was asked for, or empty when the request named none.</summary>
    public IReadOnlyList<string> Scope { get; init; } = [];

    /// <summary>The caller's address, for the audit.</summary>
    public string? IpAddress { get; init; }

    /// <summary>This host's origin as the caller addressed it, such as <c>https://id.example.com</c>: it counts as one of the pool's where it fits the RP ID.</summary>
    public string? HostOrigin { get; init; }
}

/// <summary>What became of a request for tokens.</summary>
public abstract record PasskeyGrantOutcome
{
    private PasskeyGrantOutcome()
    {
    }

    /// <summary>Tokens may be issued for this session. <see cref="ScopeLimit"/>, unless null, is what begin named: nothing beyond it may be granted.</summary>
    public sealed record Granted(Session Session, PoolUser User, IReadOnlyList<string>? ScopeLimit) : PasskeyGrantOutcome;

    /// <summary>No tokens. The description is safe to show to strangers.</summary>
    public sealed record Refused(PasskeyGrantError Error, string Description) : PasskeyGrantOutcome;
}

/// <summary>The error codes of the grant (RFC 6749 §5.2).</summary>
public enum PasskeyGrantError
{
    /// <summary>A parameter is missing or cannot be read: <c>invalid_request</c>.</summary>
    InvalidRequest,

    /// <summary>Whatever is wrong with the assertion or the code: <c>invalid_grant</c>.</summary>
    InvalidGrant,

    /// <summary>More scope than begin named: <c>invalid_scope</c>.</summary>
    InvalidScope,
}
