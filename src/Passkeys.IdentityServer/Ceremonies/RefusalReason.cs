namespace Passkeys.IdentityServer.Ceremonies;

/// <summary>Why a ceremony was refused. For the audit, the log and the metrics only: strangers get one answer.</summary>
public enum RefusalReason
{
    /// <summary>The ceremony was not sealed by this host, or not for this pool and purpose.</summary>
    CeremonyUnreadable = 2100,

    /// <summary>The ceremony was finished before.</summary>
    CeremonySpent = 2101,

    /// <summary>The client data's origin is not one of the pool's.</summary>
    OriginNotListed = 2102,

    /// <summary>The ceremony's time ran out.</summary>
    CeremonyExpired = 2103,

    /// <summary>The client data's type is not the one of this ceremony.</summary>
    WrongType = 2104,

    /// <summary>The client data's challenge is not the ceremony's.</summary>
    ChallengeMismatch = 2105,

    /// <summary>The ceremony ran in a cross-origin frame that the pool does not list.</summary>
    CrossOrigin = 2106,

    /// <summary>The authenticator signed for another RP ID.</summary>
    RpIdMismatch = 2107,

    /// <summary>The user-present flag is not set.</summary>
    UserNotPresent = 2108,

    /// <summary>User verification was required and the flag is not set.</summary>
    UserNotVerified = 2109,

    /// <summary>Backed up without being eligible for backup.</summary>
    BackupStateInvalid = 2110,

    /// <summary>The backup eligibility is not what it was at registration.</summary>
    BackupEligibilityChanged = 2111,

    /// <summary>The credential's algorithm was not offered.</summary>
    AlgorithmNotOffered = 2112,

    /// <summary>The signature does not verify, or the verifier refused for a reason it does not tell.</summary>
    SignatureInvalid = 2113,

    /// <summary>The attestation statement is not correct, or the registration was refused for a reason the verifier does not tell.</summary>
    AttestationRefused = 2114,

    /// <summary>The authenticator's model is denied, or not among the allowed.</summary>
    AuthenticatorNotAllowed = 2115,

    /// <summary>The pool accepts only passkeys that stay on one device.</summary>
    SyncedPasskeyNotAllowed = 2116,

    /// <summary>No passkey of the pool has this credential id.</summary>
    CredentialUnknown = 2117,

    /// <summary>The passkey is not one of the person for whom the ceremony was begun.</summary>
    CredentialOfAnother = 2118,

    /// <summary>The user handle is not the owner's.</summary>
    UserHandleMismatch = 2119,

    /// <summary>A discoverable sign-in came without a user handle.</summary>
    UserHandleMissing = 2120,

    /// <summary>The signature counter did not grow, and the pool refuses that.</summary>
    CounterRegressed = 2121,

    /// <summary>The person is suspended or not yet activated.</summary>
    UserNotActive = 2122,

    /// <summary>The pool knows the credential already.</summary>
    DuplicateCredential = 2123,

    /// <summary>The person has as many passkeys as the pool allows.</summary>
    TooManyPasskeys = 2124,

    /// <summary>The credential id outside differs from the one that was attested.</summary>
    CredentialIdMismatch = 2125,

    /// <summary>The registration brought no attested credential data.</summary>
    AttestedDataMissing = 2126,

    /// <summary>The sign-up was used before, has expired, or is not the one of the ceremony.</summary>
    SignUpUnusable = 2127,

    /// <summary>The identifier has an account in the pool already.</summary>
    IdentifierTaken = 2128,

    /// <summary>The ceremony was begun by or for someone else.</summary>
    CeremonyOfAnother = 2129,

    /// <summary>The ceremony was begun for another client, or the client does not serve the pool.</summary>
    ClientMismatch = 2130,

    /// <summary>The result code, or the mailed code, is wrong, unknown, expired, used or worn out.</summary>
    CodeUnusable = 2131,

    /// <summary>The operation token was used before.</summary>
    OperationSpent = 2134,

    /// <summary>A gate of the host (IRegistrationGate) does not let the passkey register.</summary>
    RegistrationVetoed = 2135,

    /// <summary>The credential's key is of another type or curve than its algorithm asks for.</summary>
    KeyMismatch = 2132,

    /// <summary>The credential's RSA key has less than 2048 bits.</summary>
    KeyTooShort = 2133,

    /// <summary>The password was wrong, or the identifier has none, or nobody has the identifier.</summary>
    PasswordWrong = 2150,

    /// <summary>The pool demands verified attestation, and the authenticator gave none, or only its own word.</summary>
    AttestationMissing = 2140,

    /// <summary>The pool demands verified attestation, and the statement leads to no trust anchor: the model is unknown, or its certificate someone else's.</summary>
    AttestationUntrusted = 2141,

    /// <summary>The metadata says of the authenticator's model that it was revoked or compromised.</summary>
    AuthenticatorCompromised = 2142,

    /// <summary>The pool demands verified attestation, and the verifier at hand has nothing to verify it against.</summary>
    AttestationUnverifiable = 2143,
}
