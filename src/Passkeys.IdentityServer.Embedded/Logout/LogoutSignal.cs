using Passkeys.IdentityServer.Storage.Outboxes;

namespace Passkeys.IdentityServer.Embedded.Logout;

internal sealed class LogoutSignal : OutboxSignal;
