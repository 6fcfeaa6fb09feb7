using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Lists;

/// <summary>A part of a list as the API shows it: <c>{items, next?}</c>.</summary>
internal static class ListJson
{
    public static IResult Of<T>(Listed<T> part) => part.Next is { } next
        ? ApiJson.Ok(new { items = part.Items, next })
        : ApiJson.Ok(new { items = part.Items });
}
