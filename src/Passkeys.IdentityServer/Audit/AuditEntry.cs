using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Audit;

/// <summary>What happened, to whom, by whom, and why it was refused. Written in the transaction of the change.</summary>
public class AuditEntry
{
    /// <summary>A version 7 UUID: entries sort by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The pool, or null where none was named: an authorization request that could not be read.</summary>
    public required PoolId? Pool { get; init; }

    /// <summary>What, one of <see cref="AuditEvent"/>.</summary>
    public required string Event { get; init; }

    /// <summary><c>success</c> or <c>refused</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why it was refused or what is worth a look, by the name of the reason; else null.</summary>
    public string? Reason { get; init; }

    /// <summary>The person concerned, or null when unknown.</summary>
    public string? UserId { get; init; }

    /// <summary>The client, or null.</summary>
    public string? ClientId { get; init; }

    /// <summary>The passkey, or null.</summary>
    public string? PasskeyId { get; init; }

    /// <summary>The caller's address, or null.</summary>
    public string? IpAddress { get; init; }

    /// <summary>Who did it: a user id, <c>client:id</c>, or <c>anonymous</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>The entry's place in the chain of its pool, from 1; null until it is sealed, which is moments after it was written.</summary>
    public long? Sequence { get; set; }

    /// <summary>A keyed hash over the entry and the hash of the one before, in base64url; null until it is sealed.</summary>
    public string? Hash { get; set; }
}

/// <summary>The names of audited events.</summary>
public static class AuditEvent
{
    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> All { get; } =
        [.. typeof(AuditEvent).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    /// <summary>A sign-in with a passkey.</summary>
    public const string SignIn = "sign-in";

    /// <summary>A sign-in that the host did by means of its own.</summary>
    public const string HostSignIn = "host-sign-in";

    /// <summary>A signature counter that did not grow.</summary>
    public const string CounterRegressed = "counter-regressed";

    /// <summary>A one-time result code exchanged by its client.</summary>
    public const string ResultCodeRedeemed = "result-code-redeemed";

    /// <summary>A person's identifier or name changed by a back end.</summary>
    public const string AccountUpdated = "account-updated";

    /// <summary>A passkey added to an account.</summary>
    public const string PasskeyAdded = "passkey-added";

    /// <summary>A passkey renamed.</summary>
    public const string PasskeyRenamed = "passkey-renamed";

    /// <summary>A passkey removed; its sessions and tokens ended.</summary>
    public const string PasskeyRemoved = "passkey-removed";

    /// <summary>An account made by a sign-up.</summary>
    public const string SignUp = "sign-up";

    /// <summary>An account activated; or an activation code that was refused.</summary>
    public const string Activation = "activation";

    /// <summary>An activation or recovery code mailed because somebody asked for one; the reason says which.</summary>
    public const string CodeMailed = "code-mailed";

    /// <summary>An account recovered by a mailed code: it has a new passkey; or a recovery code that was refused.</summary>
    public const string Recovery = "recovery";

    /// <summary>An invitation made by an administrator.</summary>
    public const string Invitation = "invitation";

    /// <summary>An account made by an administrator.</summary>
    public const string UserCreated = "user-created";

    /// <summary>A code made at a signed-in device, to add a passkey on another one.</summary>
    public const string DeviceInvited = "device-invited";

    /// <summary>A password tried: right, or why not. Before a second factor it signs nobody in.</summary>
    public const string PasswordTried = "password-tried";

    /// <summary>A password set or changed.</summary>
    public const string PasswordChanged = "password-changed";

    /// <summary>A password removed; the sessions that came from it ended.</summary>
    public const string PasswordRemoved = "password-removed";

    /// <summary>A session ended by its owner.</summary>
    public const string SignOut = "sign-out";

    /// <summary>A refresh token that was used before; its family ended.</summary>
    public const string RefreshTokenReused = "refresh-token-reused";

    /// <summary>An authorization request answered: a code was issued, or why not.</summary>
    public const string Authorization = "authorization";

    /// <summary>An authorization code that was used before; what it gave ended.</summary>
    public const string AuthorizationCodeReused = "authorization-code-reused";

    /// <summary>A person let an application have a scope.</summary>
    public const string ConsentGiven = "consent-given";

    /// <summary>A person withdrew an application's access; its tokens ended.</summary>
    public const string ConsentWithdrawn = "consent-withdrawn";

    /// <summary>A client that could not be told of a sign-out.</summary>
    public const string LogoutUndelivered = "logout-undelivered";

    /// <summary>An address is told what happens in the pool from now on.</summary>
    public const string WebhookAdded = "webhook-added";

    /// <summary>A webhook's address, events or state changed by an administrator.</summary>
    public const string WebhookChanged = "webhook-changed";

    /// <summary>A webhook removed.</summary>
    public const string WebhookRemoved = "webhook-removed";

    /// <summary>A webhook switched off, because its receiver said that it is gone (410).</summary>
    public const string WebhookDisabled = "webhook-disabled";

    /// <summary>An event that a webhook's receiver could not be told of; given up.</summary>
    public const string WebhookUndelivered = "webhook-undelivered";

    /// <summary>Tokens revoked by their client.</summary>
    public const string TokenRevoked = "token-revoked";

    /// <summary>A client registered by an administrator.</summary>
    public const string ClientCreated = "client-created";

    /// <summary>A client changed by an administrator; the reason names what of it.</summary>
    public const string ClientChanged = "client-changed";

    /// <summary>A client removed by an administrator; its tokens ended.</summary>
    public const string ClientRemoved = "client-removed";

    /// <summary>A client got one more secret.</summary>
    public const string ClientSecretAdded = "client-secret-added";

    /// <summary>A secret of a client removed.</summary>
    public const string ClientSecretRemoved = "client-secret-removed";

    /// <summary>A person's identifier or name changed by an administrator.</summary>
    public const string UserChanged = "user-changed";

    /// <summary>An account suspended by an administrator; its sessions and tokens ended.</summary>
    public const string UserSuspended = "user-suspended";

    /// <summary>A suspended or waiting account made active by an administrator.</summary>
    public const string UserReactivated = "user-reactivated";

    /// <summary>An account removed by an administrator, with all that was in it.</summary>
    public const string UserDeleted = "user-deleted";

    /// <summary>One session of a person ended by an administrator.</summary>
    public const string SessionEnded = "session-ended";

    /// <summary>All sessions of a person ended by an administrator.</summary>
    public const string SessionsEnded = "sessions-ended";

    /// <summary>A person's passkeys and password removed by an administrator, for a link to a new passkey.</summary>
    public const string ReEnrolment = "re-enrolment";

    /// <summary>A link to a new passkey made by an administrator, to hand over.</summary>
    public const string EnrolmentLink = "enrolment-link";

    /// <summary>A link to a new passkey that another administrator has to approve.</summary>
    public const string EnrolmentRequested = "enrolment-requested";

    /// <summary>A link to a new passkey approved, and so made.</summary>
    public const string EnrolmentApproved = "enrolment-approved";

    /// <summary>A link to a new passkey rejected: there is none.</summary>
    public const string EnrolmentRejected = "enrolment-rejected";

    /// <summary>A role given to a person; the reason says which.</summary>
    public const string RoleGiven = "role-given";

    /// <summary>A role withdrawn from a person; the reason says which.</summary>
    public const string RoleWithdrawn = "role-withdrawn";

    /// <summary>A signing key made before its time; the reason is its <c>kid</c>.</summary>
    public const string SigningKeyMade = "signing-key-made";

    /// <summary>Entries removed that were older than the pool keeps them; the reason says how many.</summary>
    public const string AuditTrimmed = "audit-trimmed";

    /// <summary>The people of a pool and their public credential data were exported; the reason says how many.</summary>
    public const string CredentialsExported = "credentials-exported";

    /// <summary>People and credentials came in from a file; the reason says which records, and how many.</summary>
    public const string CredentialsImported = "credentials-imported";

    /// <summary>A pool made by an administrator.</summary>
    public const string PoolCreated = "pool-created";

    /// <summary>A pool's rules changed by an administrator; the reason names the members.</summary>
    public const string PoolChanged = "pool-changed";

    /// <summary>A pool deleted by an administrator, with everybody in it.</summary>
    public const string PoolDeleted = "pool-deleted";
}
