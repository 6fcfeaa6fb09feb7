IF OBJECT_ID(N'[passkeys].[__EFMigrationsHistory]') IS NULL
BEGIN
    IF SCHEMA_ID(N'passkeys') IS NULL EXEC(N'CREATE SCHEMA [passkeys];');
    CREATE TABLE [passkeys].[__EFMigrationsHistory] (
        [MigrationId] nvarchar(150) NOT NULL,
        [ProductVersion] nvarchar(32) NOT NULL,
        CONSTRAINT [PK___EFMigrationsHistory] PRIMARY KEY ([MigrationId])
    );
END;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    IF SCHEMA_ID(N'passkeys') IS NULL EXEC(N'CREATE SCHEMA [passkeys];');
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[Audit] (
        [Id] uniqueidentifier NOT NULL,
        [At] datetimeoffset NOT NULL,
        [Pool] nvarchar(63) COLLATE Latin1_General_100_BIN2 NULL,
        [Event] nvarchar(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Outcome] nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Reason] nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL,
        [UserId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        [ClientId] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [PasskeyId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        [IpAddress] nvarchar(45) COLLATE Latin1_General_100_BIN2 NULL,
        [Actor] nvarchar(210) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_Audit] PRIMARY KEY NONCLUSTERED ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[AuthorizationCodes] (
        [Hash] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Pool] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SessionId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [UserId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ClientId] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [RedirectUri] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [CodeChallenge] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Scope] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Nonce] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [AuthenticatedAt] datetimeoffset NOT NULL,
        [Amr] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Acr] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ExpiresAt] datetimeoffset NOT NULL,
        [SpentAt] datetimeoffset NULL,
        [FamilyId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_AuthorizationCodes] PRIMARY KEY ([Hash])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[DataProtectionKeys] (
        [Id] int NOT NULL IDENTITY,
        [FriendlyName] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Xml] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_DataProtectionKeys] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[HostSecrets] (
        [Name] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ProtectedValue] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_HostSecrets] PRIMARY KEY ([Name])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[LogoutNotifications] (
        [Id] uniqueidentifier NOT NULL,
        [Pool] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ClientId] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SessionId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [UserId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Issuer] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [NextAttemptAt] datetimeoffset NOT NULL,
        [Attempts] int NOT NULL,
        [ExpiresAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_LogoutNotifications] PRIMARY KEY NONCLUSTERED ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[OneTimeCodes] (
        [Id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Pool] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Purpose] nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [UserId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Hash] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Attempts] int NOT NULL,
        [ExpiresAt] datetimeoffset NOT NULL,
        [UsedAt] datetimeoffset NULL,
        CONSTRAINT [PK_OneTimeCodes] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[Pools] (
        [Id] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Name] nvarchar(200) NOT NULL,
        [Enabled] bit NOT NULL,
        [RpId] nvarchar(253) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Policy] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_Pools] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[PushedRequests] (
        [Hash] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ClientId] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ProtectedParameters] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ExpiresAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_PushedRequests] PRIMARY KEY ([Hash])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[RateCounters] (
        [Key] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Count] bigint NOT NULL,
        [ExpiresAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_RateCounters] PRIMARY KEY ([Key])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[ResultCodes] (
        [Hash] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Pool] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ClientId] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SessionId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [UserId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [PasskeyId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        [UserVerified] bit NOT NULL,
        [Scope] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [IpAddress] nvarchar(45) COLLATE Latin1_General_100_BIN2 NULL,
        [UserAgent] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [ExpiresAt] datetimeoffset NOT NULL,
        [RedeemedAt] datetimeoffset NULL,
        CONSTRAINT [PK_ResultCodes] PRIMARY KEY ([Hash])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[Sessions] (
        [Id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Pool] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [UserId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [PasskeyId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        [ClientId] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [AuthenticatedAt] datetimeoffset NOT NULL,
        [Amr] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Acr] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SignedInUntil] datetimeoffset NULL,
        [ExpiresAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_Sessions] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[SigningKeys] (
        [Id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ProtectedKey] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        [ActivatesAt] datetimeoffset NOT NULL,
        [RetiresAt] datetimeoffset NOT NULL,
        [ExpiresAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_SigningKeys] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[SpentIds] (
        [Purpose] nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Id] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ExpiresAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_SpentIds] PRIMARY KEY ([Purpose], [Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[StoredTokens] (
        [Hash] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Kind] nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [FamilyId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Pool] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Scope] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [IssuedAt] datetimeoffset NOT NULL,
        [ExpiresAt] datetimeoffset NOT NULL,
        [SpentAt] datetimeoffset NULL,
        CONSTRAINT [PK_StoredTokens] PRIMARY KEY ([Hash])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[TokenFamilies] (
        [Id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Pool] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SessionId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [UserId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ClientId] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Scope] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [AuthenticatedAt] datetimeoffset NOT NULL,
        [Amr] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Acr] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        [ExpiresAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_TokenFamilies] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[WebhookDeliveries] (
        [Id] uniqueidentifier NOT NULL,
        [Pool] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SubscriptionId] uniqueidentifier NOT NULL,
        [Event] nvarchar(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Payload] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        [Status] nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Attempts] int NOT NULL,
        [NextAttemptAt] datetimeoffset NULL,
        [LastAttemptAt] datetimeoffset NULL,
        [LastStatusCode] int NULL,
        [LastError] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [ExpiresAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_WebhookDeliveries] PRIMARY KEY NONCLUSTERED ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[WebhookSubscriptions] (
        [Id] uniqueidentifier NOT NULL,
        [Pool] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Url] nvarchar(2000) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Events] nvarchar(2000) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ProtectedSecret] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Enabled] bit NOT NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_WebhookSubscriptions] PRIMARY KEY NONCLUSTERED ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[AspNetUsers] (
        [Id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Pool] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [UserHandle] varbinary(64) NOT NULL,
        [DisplayName] nvarchar(200) NULL,
        [Status] int NOT NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        [UserName] nvarchar(256) NULL,
        [NormalizedUserName] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Email] nvarchar(256) NULL,
        [NormalizedEmail] nvarchar(256) COLLATE Latin1_General_100_BIN2 NULL,
        [EmailConfirmed] bit NOT NULL,
        [PasswordHash] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [SecurityStamp] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [ConcurrencyStamp] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [PhoneNumber] nvarchar(256) NULL,
        [PhoneNumberConfirmed] bit NOT NULL,
        [TwoFactorEnabled] bit NOT NULL,
        [LockoutEnd] datetimeoffset NULL,
        [LockoutEnabled] bit NOT NULL,
        [AccessFailedCount] int NOT NULL,
        CONSTRAINT [PK_AspNetUsers] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_AspNetUsers_Pools_Pool] FOREIGN KEY ([Pool]) REFERENCES [passkeys].[Pools] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[SessionClients] (
        [SessionId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ClientId] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Pool] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [UserId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Issuer] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_SessionClients] PRIMARY KEY ([SessionId], [ClientId]),
        CONSTRAINT [FK_SessionClients_Sessions_SessionId] FOREIGN KEY ([SessionId]) REFERENCES [passkeys].[Sessions] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[AspNetUserClaims] (
        [Id] int NOT NULL IDENTITY,
        [UserId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ClaimType] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [ClaimValue] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_AspNetUserClaims] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_AspNetUserClaims_AspNetUsers_UserId] FOREIGN KEY ([UserId]) REFERENCES [passkeys].[AspNetUsers] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[AspNetUserLogins] (
        [LoginProvider] nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ProviderKey] nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ProviderDisplayName] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [UserId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_AspNetUserLogins] PRIMARY KEY ([LoginProvider], [ProviderKey]),
        CONSTRAINT [FK_AspNetUserLogins_AspNetUsers_UserId] FOREIGN KEY ([UserId]) REFERENCES [passkeys].[AspNetUsers] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[AspNetUserPasskeys] (
        [Id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [CredentialId] varbinary(1023) NOT NULL,
        [CredentialHash] binary(32) NOT NULL,
        [Pool] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [RpId] nvarchar(253) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Aaguid] uniqueidentifier NOT NULL,
        [SignCount] bigint NOT NULL,
        [BackedUp] bit NOT NULL,
        [HardwareProtected] bit NOT NULL,
        [LastUsedAt] datetimeoffset NULL,
        [UserId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Data] nvarchar(max) NOT NULL,
        CONSTRAINT [PK_AspNetUserPasskeys] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_AspNetUserPasskeys_AspNetUsers_UserId] FOREIGN KEY ([UserId]) REFERENCES [passkeys].[AspNetUsers] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[AspNetUserTokens] (
        [UserId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [LoginProvider] nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Name] nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Value] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_AspNetUserTokens] PRIMARY KEY ([UserId], [LoginProvider], [Name]),
        CONSTRAINT [FK_AspNetUserTokens_AspNetUsers_UserId] FOREIGN KEY ([UserId]) REFERENCES [passkeys].[AspNetUsers] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE TABLE [passkeys].[Consents] (
        [Pool] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [UserId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ClientId] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Scope] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [GrantedAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_Consents] PRIMARY KEY ([Pool], [UserId], [ClientId]),
        CONSTRAINT [FK_Consents_AspNetUsers_UserId] FOREIGN KEY ([UserId]) REFERENCES [passkeys].[AspNetUsers] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_AspNetUserClaims_UserId] ON [passkeys].[AspNetUserClaims] ([UserId]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_AspNetUserLogins_UserId] ON [passkeys].[AspNetUserLogins] ([UserId]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_AspNetUserPasskeys_CredentialHash_Pool] ON [passkeys].[AspNetUserPasskeys] ([CredentialHash], [Pool]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_AspNetUserPasskeys_Pool_RpId] ON [passkeys].[AspNetUserPasskeys] ([Pool], [RpId]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_AspNetUserPasskeys_UserId] ON [passkeys].[AspNetUserPasskeys] ([UserId]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [EmailIndex] ON [passkeys].[AspNetUsers] ([Pool], [NormalizedEmail]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_AspNetUsers_Pool_UserHandle] ON [passkeys].[AspNetUsers] ([Pool], [UserHandle]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [UserNameIndex] ON [passkeys].[AspNetUsers] ([Pool], [NormalizedUserName]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_Audit_Pool_At] ON [passkeys].[Audit] ([Pool], [At]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_AuthorizationCodes_ExpiresAt] ON [passkeys].[AuthorizationCodes] ([ExpiresAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_AuthorizationCodes_SessionId] ON [passkeys].[AuthorizationCodes] ([SessionId]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_Consents_UserId] ON [passkeys].[Consents] ([UserId]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_DataProtectionKeys_FriendlyName] ON [passkeys].[DataProtectionKeys] ([FriendlyName]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_LogoutNotifications_NextAttemptAt] ON [passkeys].[LogoutNotifications] ([NextAttemptAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_OneTimeCodes_ExpiresAt] ON [passkeys].[OneTimeCodes] ([ExpiresAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_OneTimeCodes_Pool_Hash] ON [passkeys].[OneTimeCodes] ([Pool], [Hash]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_OneTimeCodes_Pool_UserId_Purpose] ON [passkeys].[OneTimeCodes] ([Pool], [UserId], [Purpose]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_Pools_RpId] ON [passkeys].[Pools] ([RpId]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_PushedRequests_ExpiresAt] ON [passkeys].[PushedRequests] ([ExpiresAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_RateCounters_ExpiresAt] ON [passkeys].[RateCounters] ([ExpiresAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_ResultCodes_ExpiresAt] ON [passkeys].[ResultCodes] ([ExpiresAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_ResultCodes_SessionId] ON [passkeys].[ResultCodes] ([SessionId]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_Sessions_ExpiresAt] ON [passkeys].[Sessions] ([ExpiresAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_Sessions_PasskeyId] ON [passkeys].[Sessions] ([PasskeyId]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_Sessions_Pool_UserId] ON [passkeys].[Sessions] ([Pool], [UserId]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_SpentIds_ExpiresAt] ON [passkeys].[SpentIds] ([ExpiresAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_StoredTokens_ExpiresAt] ON [passkeys].[StoredTokens] ([ExpiresAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_StoredTokens_FamilyId] ON [passkeys].[StoredTokens] ([FamilyId]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_TokenFamilies_ExpiresAt] ON [passkeys].[TokenFamilies] ([ExpiresAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_TokenFamilies_Pool_UserId] ON [passkeys].[TokenFamilies] ([Pool], [UserId]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_TokenFamilies_SessionId] ON [passkeys].[TokenFamilies] ([SessionId]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_WebhookDeliveries_ExpiresAt] ON [passkeys].[WebhookDeliveries] ([ExpiresAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE INDEX [IX_WebhookDeliveries_NextAttemptAt] ON [passkeys].[WebhookDeliveries] ([NextAttemptAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_WebhookDeliveries_Pool_SubscriptionId_CreatedAt] ON [passkeys].[WebhookDeliveries] ([Pool], [SubscriptionId], [CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_WebhookSubscriptions_Pool] ON [passkeys].[WebhookSubscriptions] ([Pool]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121230210_Initial'
)
BEGIN
    INSERT INTO [passkeys].[__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261121230210_Initial', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    ALTER TABLE [passkeys].[Pools] ADD [CreatedAt] datetimeoffset NOT NULL DEFAULT '0001-01-01T00:00:00.0000000+00:00';
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    ALTER TABLE [passkeys].[Pools] ADD [NormalizedName] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL DEFAULT N'';
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    ALTER TABLE [passkeys].[Audit] ADD [Hash] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    ALTER TABLE [passkeys].[Audit] ADD [Sequence] bigint NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    ALTER TABLE [passkeys].[AspNetUsers] ADD [NormalizedDisplayName] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    CREATE TABLE [passkeys].[AuditHeads] (
        [Chain] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Sequence] bigint NOT NULL,
        [Hash] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [RemovedSequence] bigint NOT NULL,
        [RemovedHash] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Seal] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_AuditHeads] PRIMARY KEY ([Chain])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    CREATE TABLE [passkeys].[DailyCounts] (
        [Pool] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Day] date NOT NULL,
        [Name] nvarchar(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Detail] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Count] bigint NOT NULL,
        CONSTRAINT [PK_DailyCounts] PRIMARY KEY ([Pool], [Day], [Name], [Detail])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    CREATE TABLE [passkeys].[EnrolmentRequests] (
        [Id] uniqueidentifier NOT NULL,
        [Pool] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [UserId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [RequestedBy] nvarchar(210) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [RequestedAt] datetimeoffset NOT NULL,
        [Reason] nvarchar(500) COLLATE Latin1_General_100_BIN2 NULL,
        [LinkLifetimeSeconds] int NOT NULL,
        [ExpiresAt] datetimeoffset NOT NULL,
        [DecidedBy] nvarchar(210) COLLATE Latin1_General_100_BIN2 NULL,
        [DecidedAt] datetimeoffset NULL,
        [Approved] bit NULL,
        CONSTRAINT [PK_EnrolmentRequests] PRIMARY KEY NONCLUSTERED ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    CREATE TABLE [passkeys].[ImportJobs] (
        [Id] uniqueidentifier NOT NULL,
        [Pool] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Format] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [FileHash] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Actor] nvarchar(210) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [StartedAt] datetimeoffset NOT NULL,
        [UpdatedAt] datetimeoffset NOT NULL,
        [FinishedAt] datetimeoffset NULL,
        [Done] int NOT NULL,
        [Total] int NOT NULL,
        [Users] int NOT NULL,
        [Credentials] int NOT NULL,
        [Skipped] int NOT NULL,
        CONSTRAINT [PK_ImportJobs] PRIMARY KEY NONCLUSTERED ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    CREATE TABLE [passkeys].[PoolChanges] (
        [Id] uniqueidentifier NOT NULL,
        [Pool] nvarchar(63) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [At] datetimeoffset NOT NULL,
        [Actor] nvarchar(210) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Version] uniqueidentifier NOT NULL,
        [Changes] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_PoolChanges] PRIMARY KEY NONCLUSTERED ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    CREATE TABLE [passkeys].[RegisteredClients] (
        [ClientId] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Name] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Document] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Version] uniqueidentifier NOT NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        [UpdatedAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_RegisteredClients] PRIMARY KEY ([ClientId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    CREATE INDEX [IX_Pools_NormalizedName] ON [passkeys].[Pools] ([NormalizedName]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    CREATE INDEX [IX_Audit_Pool_Event_At] ON [passkeys].[Audit] ([Pool], [Event], [At]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    CREATE INDEX [IX_Audit_Pool_Sequence] ON [passkeys].[Audit] ([Pool], [Sequence]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    CREATE INDEX [IX_Audit_Pool_UserId_At] ON [passkeys].[Audit] ([Pool], [UserId], [At]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    CREATE INDEX [IX_Audit_Sequence_Id] ON [passkeys].[Audit] ([Sequence], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    CREATE INDEX [IX_AspNetUsers_Pool_NormalizedDisplayName] ON [passkeys].[AspNetUsers] ([Pool], [NormalizedDisplayName]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    CREATE INDEX [IX_AspNetUserPasskeys_Pool_Aaguid] ON [passkeys].[AspNetUserPasskeys] ([Pool], [Aaguid]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    CREATE INDEX [IX_EnrolmentRequests_ExpiresAt] ON [passkeys].[EnrolmentRequests] ([ExpiresAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_EnrolmentRequests_Pool_RequestedAt] ON [passkeys].[EnrolmentRequests] ([Pool], [RequestedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_ImportJobs_Pool_StartedAt] ON [passkeys].[ImportJobs] ([Pool], [StartedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_PoolChanges_Pool_At] ON [passkeys].[PoolChanges] ([Pool], [At]);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    UPDATE passkeys.Pools SET NormalizedName = UPPER(Name);
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    UPDATE passkeys.AspNetUsers SET NormalizedDisplayName = UPPER(DisplayName) WHERE DisplayName IS NOT NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [passkeys].[__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127051006_Administration'
)
BEGIN
    INSERT INTO [passkeys].[__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261127051006_Administration', N'10.0.14');
END;

COMMIT;
GO

