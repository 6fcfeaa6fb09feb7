namespace Passkeys.Client.Backend;

/// <summary>How one ceremony is to be. Each may be stricter than the pool's rules, never looser: then the provider refuses with <c>invalid_request</c> and names it.</summary>
public sealed record OperationOptions
{
    /// <summary>The RP ID, one of the pool's. Null: the pool's present one.</summary>
    public string? RpId { get; init; }

    /// <summary>Ids of passkeys, or credential ids in base64url; only these will do. Null: those of the person. Not together with <see cref="Discoverable"/>.</summary>
    public IReadOnlyList<string>? AllowCredentials { get; init; }

    /// <summary>True: whichever passkey the person picks, for a sign-in without a name. Null: as the rest of the operation says.</summary>
    public bool? Discoverable { get; init; }

    /// <summary>Whether the authenticator has to verify the person. Null: as the pool says.</summary>
    public UserVerification? UserVerification { get; init; }

    /// <summary>How long the person may take, in whole milliseconds. Null: as the pool says. It is not sent with <see cref="Mediation.Conditional"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How the browser asks. Null: as the page says.</summary>
    public Mediation? Mediation { get; init; }
}

/// <summary>Whether the authenticator verifies the person (WebAuthn L3 §5.8.6).</summary>
public enum UserVerification
{
    /// <summary>It has to.</summary>
    Required,

    /// <summary>If it can.</summary>
    Preferred,

    /// <summary>Rather not.</summary>
    Discouraged,
}

/// <summary>How the browser asks (Credential Management Level 1 §2.3.2).</summary>
public enum Mediation
{
    /// <summary>In a dialog, where there is something to choose.</summary>
    Optional,

    /// <summary>In a dialog, always.</summary>
    Required,

    /// <summary>In the autofill of a field.</summary>
    Conditional,

    /// <summary>In a dialog, if a passkey is at hand, and else not at all.</summary>
    Immediate,
}
