using System.Text.Json.Nodes;

namespace Passkeys.Testing.Hosting;

/// <summary>A ceremony that was begun.</summary>
/// <param name="Token">The sealed ceremony.</param>
/// <param name="Options">The options for the authenticator.</param>
public sealed record Ceremony(string Token, JsonObject Options)
{
    /// <summary>The sign-up it belongs to, or null.</summary>
    public string? SignUp { get; init; }

    internal static Ceremony Of(Answer answer) =>
        new(answer.OrThrow()["ceremony"], answer.Body["publicKey"]!.AsObject());
}
