namespace Passkeys.Testing.Authenticators;

/// <summary>What <c>navigator.credentials</c> rejects with: a DOMException by its name.</summary>
public sealed class ClientException(string name, string message) : Exception($"{name}: {message}")
{
    /// <summary>The name of the DOMException, such as <c>InvalidStateError</c>.</summary>
    public string Name { get; } = name;

    internal static ClientException NotAllowed(string message) => new("NotAllowedError", message);

    internal static ClientException NotSupported(string message) => new("NotSupportedError", message);

    internal static ClientException InvalidState(string message) => new("InvalidStateError", message);

    internal static ClientException Security(string message) => new("SecurityError", message);
}
