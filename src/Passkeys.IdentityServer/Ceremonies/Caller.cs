using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Ceremonies;

/// <summary>Who is on the other end of the connection, for the audit and for a back end's principal.</summary>
/// <param name="IpAddress">The address, or null.</param>
/// <param name="UserAgent">The User-Agent header, at most 500 characters, or null.</param>
/// <param name="HostOrigin">The origin of this host as the caller addressed it, such as <c>https://id.example.com</c>.</param>
/// <param name="ClientId">The authenticated client, when the caller is one.</param>
public sealed record Caller(string? IpAddress, string? UserAgent, string? HostOrigin, string? ClientId = null)
{
    private const int LongestUserAgent = 500;

    /// <summary>The living session of the sign-in cookie that came along, where it may be continued or ended; else null.</summary>
    public Session? SignedIn { get; init; }

    /// <summary>The languages that the caller wants to be written to in, most preferred first (RFC 9110 §12.5.4). Default none.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>This host's origin: the configured one, else the one that the caller addressed.</summary>
    public static string HostOriginOf(HttpContext http) =>
        http.RequestServices.GetRequiredService<IOptions<PasskeysOptions>>().Value.PublicOrigin ?? $"{http.Request.Scheme}://{http.Request.Host.Value}";

    /// <summary>The caller of a request.</summary>
    public static Caller Of(HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        return new Caller(
            http.IpAddress(),
            agent.Length == 0 ? null : agent[..Math.Min(agent.Length, LongestUserAgent)],
            HostOriginOf(http))
        {
            Languages = WantedLanguages.Of(http.Request),
        };
    }
}
