using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>The condition of a change (RFC 9110 §13.1.1): the versions that it may be made for, or any.</summary>
internal sealed record IfMatch(bool IsAny, IReadOnlyList<string> Tags)
{
    /// <summary>The one of a request, or null when it has none. What cannot be read matches nothing.</summary>
    public static IfMatch? Of(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
            return null;
        return EntityTagHeaderValue.TryParseList([.. header.OfType<string>()], out var tags)
            ? new IfMatch(tags.Contains(EntityTagHeaderValue.Any), [.. tags.Where(tag => !tag.IsWeak).Select(tag => tag.Tag.ToString())])
            : new IfMatch(IsAny: false, []);
    }

    /// <summary>The tag of a pool as it is.</summary>
    public static string TagOf(Pool pool) => string.Create(CultureInfo.InvariantCulture, $"\"{pool.Version:N}\"");

    /// <summary>The version of the pool as it was read, if the change may be made for that; else null.</summary>
    public Guid? VersionFor(Pool pool) => IsAny || Tags.Contains(TagOf(pool), StringComparer.Ordinal) ? pool.Version : null;
}
