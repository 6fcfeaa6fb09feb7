namespace Passkeys.IdentityServer.Engine;

/// <summary>Whether an address stays on this host.</summary>
public static class LocalUrl
{
    /// <summary>True for a path that begins with exactly one <c>/</c> and hides no other host behind a backslash or a control character.</summary>
    public static bool Is(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl);
}
