namespace Passkeys.Client;

/// <summary>Names that an application may need.</summary>
public static class PasskeysClientDefaults
{
    /// <summary>The authentication scheme of bearer tokens: <c>PasskeysBearer</c>.</summary>
    public const string AuthenticationScheme = "PasskeysBearer";

    /// <summary>The name of the HTTP client that asks the provider. Configure it for proxies, certificates or other time limits; its own is 10 seconds.</summary>
    public const string HttpClientName = "Passkeys.Client";

    /// <summary>The meter: <c>Passkeys.Client</c>.</summary>
    public const string MeterName = "Passkeys.Client";

    /// <summary>The WebSocket subprotocol that a page offers beside its ticket: <c>passkeys</c>. A server has to choose one of those offered (RFC 6455 §4.1), and the ticket is none.</summary>
    public const string WebSocketProtocol = "passkeys";
}
