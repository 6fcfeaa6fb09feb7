using System.Net;
using System.Net.Sockets;

namespace Passkeys.IdentityServer.Network;

/// <summary>Which addresses are somebody else's on the Internet, and not of this network: the others are none of a subscriber's business (OWASP, server-side request forgery).</summary>
internal static class PublicAddress
{
    // IANA IPv4 Special-Purpose Address Registry, those that are not globally reachable; multicast and reserved besides.
    private static readonly IPNetwork[] NotPublicV4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    // RFC 4291 §2.4: global unicast is 2000::/3 today. What of it carries an IPv4 address, or is for documentation, is left out.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] NotPublicV6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !NotPublicV4.Any(network => network.Contains(address)),
            AddressFamily.InterNetworkV6 => GlobalUnicast.Contains(address) && !NotPublicV6.Any(network => network.Contains(address)),
            _ => false,
        };
    }
}
