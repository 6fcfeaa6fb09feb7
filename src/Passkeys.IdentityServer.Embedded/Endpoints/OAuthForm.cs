using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Passkeys.IdentityServer.Embedded.Endpoints;

/// <summary>The parameters of a request to an OAuth endpoint.</summary>
internal sealed class OAuthForm
{
    private const int MaxBytes = 64 * 1024;

    private readonly IReadOnlyDictionary<string, StringValues> _values;

    private OAuthForm(IReadOnlyDictionary<string, StringValues> values) => _values = values;

    /// <summary>A parameter; null when it is absent or empty (RFC 6749 §3.2: without a value is as if omitted).</summary>
    public string? this[string name] =>
        _values.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } given ? given : null;

    /// <summary>All parameters.</summary>
    public IReadOnlyDictionary<string, StringValues> Values => _values;

    /// <summary>Reads the form, or says what is wrong with it.</summary>
    public static async Task<(OAuthForm? Form, OAuthError? Error)> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var (values, error) = await ReadValuesAsync(request, ct);
        return values is null ? (null, error) : Once(values);
    }

    /// <summary>Reads the parameters however often they are there, or says why they cannot be read.</summary>
    public static async Task<(IReadOnlyDictionary<string, StringValues>? Values, OAuthError? Error)> ReadValuesAsync(HttpRequest request, CancellationToken ct)
    {
        if (!IsForm(request))
            return (null, OAuthError.InvalidRequest("The Content-Type must be application/x-www-form-urlencoded."));
        return await ReadBodyAsync(request, ct) is { } body ? Parse(body) : (null, OAuthError.TooLarge);
    }

    /// <summary>Reads the parameters of an address, or says what is wrong with them.</summary>
    public static (OAuthForm? Form, OAuthError? Error) Of(IQueryCollection query) => Once(query.ToDictionary(StringComparer.Ordinal));

    private static bool IsForm(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    // Counted here and not by the server's limit, which not every server has.
    private static async Task<string?> ReadBodyAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MaxBytes)
            return null;
        var buffer = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return length > MaxBytes ? null : Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static (IReadOnlyDictionary<string, StringValues>? Values, OAuthError? Error) Parse(string body)
    {
        try
        {
            using var reader = new FormReader(body);
            return (reader.ReadForm(), null);
        }
        catch (InvalidDataException)
        {
            return (null, OAuthError.InvalidRequest("The form has too many parameters or too long names."));
        }
    }

    // RFC 6749 §3.1 and §3.2: parameters must not be included more than once.
    private static (OAuthForm? Form, OAuthError? Error) Once(IReadOnlyDictionary<string, StringValues> values) =>
        values.Any(value => value.Value.Count > 1) ? (null, OAuthError.InvalidRequest("A parameter is there more than once.")) : (new OAuthForm(values), null);
}
