using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer;

/// <summary>What holds for all pools of a host.</summary>
public sealed class PasskeysOptions
{
    /// <summary>
    /// This host's own origin, such as <c>https://id.example.com</c>. It counts as one of a pool's where it fits the RP ID. Default null: what the
    /// caller addressed, which is only as good as <c>AllowedHosts</c>. The embedded provider's <c>Issuer</c> sets it.
    /// </summary>
    public string? PublicOrigin { get; set; }

    /// <summary>How old an authentication may be to add or remove a passkey. Default 5 minutes.</summary>
    public TimeSpan RecentAuthentication { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How old an administrator's authentication may be to change something. Default 15 minutes.</summary>
    public TimeSpan AdministratorAuthentication { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a sign-up may take from its first call to its passkey. Default 30 minutes.</summary>
    public TimeSpan SignUpLifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a one-time result code lives. Default 60 seconds.</summary>
    public TimeSpan ResultCodeLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a signed result lives. Default, and most, 5 minutes.</summary>
    public TimeSpan ResultLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an operation token lives. Default, and most, 5 minutes.</summary>
    public TimeSpan OperationLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a sign-in at the host's own pages lasts. Default 8 hours.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(8);

    /// <summary>How long a session that only tokens stand on outlives its last refresh. Default 14 days.</summary>
    public TimeSpan TokenSessionLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long a mailed activation code lives. Default 24 hours.</summary>
    public TimeSpan ActivationCodeLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a mailed recovery code lives. Default 15 minutes.</summary>
    public TimeSpan RecoveryCodeLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an invitation lives. Default 3 days.</summary>
    public TimeSpan InvitationLifetime { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How long the code lives by which a signed-in person adds a passkey on another device. Default 5 minutes.</summary>
    public TimeSpan DeviceCodeLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an account waits for its activation; after that its passkey is as unknown as if it had never been. Default 30 days; never shorter than <see cref="ActivationCodeLifetime"/>.</summary>
    public TimeSpan PendingAccountLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Where the host's pages are. Defaults: those of the quick-start pages.</summary>
    public PageAddresses Pages { get; init; } = new();

    /// <summary>
    /// Whether the extension sees to Data Protection: a name that all nodes share, and keys in the database, unless the host has said otherwise for either.
    /// Default true; false for a host that had the extension added to it, which goes on opening what it has protected so far. Its nodes must then share
    /// keys and name by its own means: ceremonies travel sealed from one to another.
    /// </summary>
    public bool ManagesDataProtection { get; set; } = true;

    /// <summary>A JSON file with names (and icons) of authenticators by AAGUID, in place of the one that ships. Default null.</summary>
    public string? AuthenticatorNamesFile { get; set; }
}
