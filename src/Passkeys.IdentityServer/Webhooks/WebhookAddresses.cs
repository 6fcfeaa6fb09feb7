using System.Net;
using Microsoft.Extensions.Hosting;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Network;

namespace Passkeys.IdentityServer.Webhooks;

/// <summary>Where a webhook may be. In Development anywhere; elsewhere by https, and at addresses that are not of this network.</summary>
internal sealed class WebhookAddresses(IHostEnvironment environment)
{
    /// <summary>The longest address, in characters.</summary>
    public const int MaxLength = 2000;

    private bool AllowsAny => environment.IsDevelopment();

    /// <summary>The member <c>url</c>. A name is looked at again at each connection: what it stands for may change.</summary>
    public string Read(JsonMember body)
    {
        var url = body.RequiredString("url");
        return url.Length <= MaxLength && Uri.TryCreate(url, UriKind.Absolute, out var uri) && IsAllowed(uri)
            ? url
            : throw new InvalidMemberException("url", "an absolute https address, without user information or fragment, is expected; not one of a private network.");
    }

    /// <summary>A handler that connects to no address that was not looked at, follows no redirect and reads no long answer.</summary>
    public HttpMessageHandler NewHandler() => PublicConnections.NewHandler(AllowsAny);

    private bool IsAllowed(Uri uri)
    {
        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            return false;
        if (AllowsAny)
            return uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp;
        return uri.Scheme == Uri.UriSchemeHttps && (!IPAddress.TryParse(uri.IdnHost, out var address) || PublicAddress.Is(address));
    }
}
