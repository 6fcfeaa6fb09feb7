namespace Passkeys.IdentityServer.Fido2.Metadata;

/// <summary>A BLOB that cannot be used. The message says why.</summary>
internal sealed class MetadataException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether it could be used once, and only time took that away.</summary>
    public bool WasGood { get; init; }
}
