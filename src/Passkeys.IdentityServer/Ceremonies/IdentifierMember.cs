using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Ceremonies;

/// <summary>The member <c>identifier</c> of a body, the same wherever it stands.</summary>
internal static class IdentifierMember
{
    /// <summary>What is expected of one.</summary>
    public const string Expected = "1 to 256 characters, none of them a control character, are expected.";

    /// <summary>The identifier, trimmed, or null when it is absent.</summary>
    /// <param name="body">The body.</param>
    /// <param name="member">The member, where it is called otherwise.</param>
    private static string? ReadOptional(JsonMember body, string member = "identifier")
    {
        if (body.OptionalString(member) is not { } text)
            return null;
        return Check(text, member);
    }

    /// <summary>The identifier, trimmed.</summary>
    /// <exception cref="InvalidMemberException">It is none.</exception>
    public static string Check(string text, string member = "identifier")
    {
        var identifier = text.Trim();
        // The column holds the normalised form, which may be longer than what was typed.
        var fits = identifier.Length > 0 && identifier.Length <= PoolUsers.MaxIdentifierLength && identifier.Normalize(NormalizationForm.FormC).Length <= PoolUsers.MaxIdentifierLength;
        return fits && !identifier.Any(char.IsControl) ? identifier : throw new InvalidMemberException(member, Expected);
    }

    /// <summary>The pool's identifier for what was typed, or null when the member is absent.</summary>
    public static async ValueTask<string?> ReadOptionalAsync(HttpContext http, JsonMember body, string member = "identifier") =>
        ReadOptional(body, member) is { } typed ? await TranslateAsync(http, typed) : null;

    /// <summary>The pool's identifier for what was typed.</summary>
    public static async ValueTask<string> ReadRequiredAsync(HttpContext http, JsonMember body, string member = "identifier") =>
        await ReadOptionalAsync(http, body, member) ?? throw new InvalidMemberException(member, Expected);

    private static async ValueTask<string> TranslateAsync(HttpContext http, string typed) =>
        http.RequestServices.GetService<IIdentifierTranslator>() is { } translator
            ? await translator.TranslateAsync(http.Pool().Id, typed, http.RequestAborted) ?? typed
            : typed;
}
