namespace ConnectBackend.Accounts;

/// <summary>Somebody whom this app has known for long, by e-mail address and password.</summary>
/// <param name="Id">The app's own id.</param>
/// <param name="Email">The address.</param>
/// <param name="PasswordHash">The password, hashed.</param>
/// <param name="PasskeyName">The identifier in the provider's pool.</param>
/// <param name="PasskeyUserId">The person in the provider's pool, once there is a passkey.</param>
internal sealed record Account(string Id, string Email, string PasswordHash, string PasskeyName, string? PasskeyUserId);
