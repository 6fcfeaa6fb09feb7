namespace Passkeys.Client.Bearer;

/// <summary>Why a request was refused. Each is numbered once.</summary>
public enum UnauthorizedReason
{
    /// <summary>There is no token.</summary>
    NoToken = 7101,

    /// <summary>The request brings a token in more than one way, or in an address (RFC 6750 §2).</summary>
    InvalidRequest = 7102,

    /// <summary>No token of the provider's: malformed, forged, of another issuer or another kind.</summary>
    InvalidToken = 7103,

    /// <summary>The token has expired.</summary>
    Expired = 7104,

    /// <summary>The token is for another API.</summary>
    WrongAudience = 7105,

    /// <summary>The provider says that the token has ended: with its passkey, its session, its person, or revoked.</summary>
    Ended = 7106,

    /// <summary>The ticket is unknown, used, expired, or for another path.</summary>
    InvalidTicket = 7107,

    /// <summary>A page of another origin wants to open a WebSocket.</summary>
    OriginNotAllowed = 7108,

    /// <summary>The token lacks a scope.</summary>
    InsufficientScope = 7109,

    /// <summary>The person has to authenticate, again or better (RFC 9470).</summary>
    InsufficientAuthentication = 7110,

    /// <summary>The provider could not be asked: nothing can be said of the token.</summary>
    ProviderUnavailable = 7111,

    /// <summary>Another policy of the application's refused the person.</summary>
    Forbidden = 7112,
}
