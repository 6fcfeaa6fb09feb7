namespace Passkeys.Client.Providers;

/// <summary>The provider could not be asked, so nothing can be said of a token.</summary>
internal sealed class ProviderUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
