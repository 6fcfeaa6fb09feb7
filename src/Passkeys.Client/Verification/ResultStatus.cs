namespace Passkeys.Client.Verification;

/// <summary>What a signed result is worth. The values are those of <c>results/verify</c>.</summary>
public enum ResultStatus
{
    /// <summary>It is genuine, for this client, about the expected person, in time, and new.</summary>
    Success,

    /// <summary>It is no result of the provider's: malformed, forged, of another issuer or another kind.</summary>
    InvalidSignature,

    /// <summary>It is for another client, or of another pool.</summary>
    InvalidAudience,

    /// <summary>It is about another person.</summary>
    UserMismatch,

    /// <summary>It came too late.</summary>
    Expired,

    /// <summary>It was verified before.</summary>
    AlreadyUsed,
}
