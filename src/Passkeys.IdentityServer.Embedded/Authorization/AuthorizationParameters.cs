using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Passkeys.IdentityServer.Embedded.Endpoints;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>The parameters of an authorization request, as they came (OpenID Connect Core 1.0 §3.1.2.1: in the query or in a form).</summary>
internal sealed class AuthorizationParameters(IEnumerable<KeyValuePair<string, StringValues>> values)
{
    // A request must fit into the address of a page twice over, and servers and proxies take about 8 KB.
    private const int MaxLength = 2000;
    private const int MaxTotal = 8 * 1024;

    private readonly Dictionary<string, StringValues> _values = new(values, StringComparer.Ordinal);

    /// <summary>A parameter; null when it is absent, empty (RFC 6749 §3.1: as if omitted) or there more than once.</summary>
    public string? this[string name] => _values.TryGetValue(name, out var value) && value is [{ Length: > 0 } only] ? only : null;

    /// <summary>All of them.</summary>
    public IEnumerable<KeyValuePair<string, StringValues>> All => _values;

    public static async Task<(AuthorizationParameters? Parameters, OAuthError? Error)> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!HttpMethods.IsPost(request.Method))
            return (new AuthorizationParameters(request.Query), null);
        var (values, error) = await OAuthForm.ReadValuesAsync(request, ct);
        return values is null ? (null, error) : (new AuthorizationParameters(values), null);
    }

    /// <summary>The words of a parameter, in their order.</summary>
    public string[] Words(string name) => this[name]?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToArray() ?? [];

    /// <summary>A parameter that can be sent back, else null.</summary>
    public string? Harmless(string name) => this[name] is { Length: <= MaxLength } value && !value.Any(char.IsControl) ? value : null;

    /// <summary>What is wrong with the parameters whatever they mean, or null.</summary>
    public AuthorizationError? FindFlaw()
    {
        if (_values.Any(value => value.Value.Count > 1))
            return AuthorizationError.InvalidRequest("A parameter is there more than once.");
        if (_values.Sum(value => value.Key.Length + value.Value.ToString().Length) > MaxTotal)
            return AuthorizationError.InvalidRequest("The request has more than 8192 characters.");
        var flawed = _values.FirstOrDefault(value => value.Value.ToString() is var text && (text.Length > MaxLength || text.Any(char.IsControl)));
        return flawed.Key is null ? null : AuthorizationError.InvalidRequest($"{NameOf(flawed.Key)} has more than {MaxLength} characters, or a control character.");
    }

    // What a stranger wrote is repeated only where it is what a name of a parameter looks like.
    private static string NameOf(string name) =>
        name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? $"The parameter {name}" : "A parameter";
}
