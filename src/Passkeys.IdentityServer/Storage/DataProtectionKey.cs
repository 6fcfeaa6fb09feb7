namespace Passkeys.IdentityServer.Storage;

/// <summary>A key of ASP.NET Core Data Protection, shared by all nodes.</summary>
public class DataProtectionKey
{
    /// <summary>The row's number.</summary>
    public int Id { get; init; }

    /// <summary>The name that Data Protection gives the key.</summary>
    public required string FriendlyName { get; init; }

    /// <summary>The key as XML.</summary>
    public required string Xml { get; init; }
}
