using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>The <c>jti</c> of an access token: its family and something random, or for a client's own token something random alone.</summary>
internal static class AccessTokenId
{
    public static string New(string? familyId) => familyId is null ? OpaqueToken.NewId() : $"{familyId}.{OpaqueToken.NewId()}";

    public static string? FamilyOf(string id) => id.Split('.') is [var family, _] ? family : null;
}
