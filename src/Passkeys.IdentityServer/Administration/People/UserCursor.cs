using System.Buffers.Text;
using System.Text;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>Where a part of a list of people begins: after whom, and whether it is about their identifiers or their names.</summary>
/// <param name="IsOfNames">Whether the identifiers have been looked at already.</param>
/// <param name="Name">The normalised name to go on after, or empty for the first.</param>
/// <param name="Identifier">The normalised identifier to go on after, or empty for the first.</param>
internal sealed record UserCursor(bool IsOfNames, string Name, string Identifier)
{
    private const char OfIdentifiers = 'i';
    private const char OfNames = 'n';
    private const char Between = '\n';

    public static UserCursor Start { get; } = new(IsOfNames: false, "", "");

    public static UserCursor StartOfNames { get; } = new(IsOfNames: true, "", "");

    public static UserCursor After(PoolUser user) => new(IsOfNames: false, "", user.NormalizedUserName!);

    public static UserCursor AfterName(PoolUser user) => new(IsOfNames: true, user.NormalizedDisplayName!, user.NormalizedUserName!);

    /// <exception cref="InvalidMemberException">It is no cursor of this list.</exception>
    public static UserCursor Parse(string text)
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        try
        {
            return strict.GetString(Base64Url.DecodeFromChars(text)) switch
            {
                [OfIdentifiers, .. var identifier] when !identifier.Contains('\0', StringComparison.Ordinal) => new(IsOfNames: false, "", identifier),
                [OfNames, .. var rest] when rest.LastIndexOf(Between) is >= 0 and var end && !rest.Contains('\0', StringComparison.Ordinal) => new(IsOfNames: true, rest[..end], rest[(end + 1)..]),
                _ => throw Unknown(),
            };
        }
        catch (Exception garbled) when (garbled is FormatException or ArgumentException)
        {
            throw Unknown();
        }
    }

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(IsOfNames ? $"{OfNames}{Name}{Between}{Identifier}" : $"{OfIdentifiers}{Identifier}"));

    private static InvalidMemberException Unknown() => new("cursor", "the next of an earlier answer is expected.");
}
