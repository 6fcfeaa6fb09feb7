namespace Passkeys.Client.Bearer;

/// <summary>How access tokens are checked, and what a request has to be to open a WebSocket.</summary>
public sealed class PasskeysBearerOptions
{
    /// <summary>The provider's issuer, to the letter but for a slash at the end, such as <c>https://id.example.com</c>. Required; https, but for a loopback address.</summary>
    public string Authority { get; set; } = "";

    /// <summary>This API's name in <c>aud</c> (RFC 9068 §4). Required.</summary>
    public string Audience { get; set; } = "";

    /// <summary>
    /// Whether a JWT (RFC 9068) is checked here, by the provider's keys. Default true. False: every token is introspected, whatever its form.
    /// </summary>
    public bool AcceptJwts { get; set; } = true;

    /// <summary>Whether a JWT whose signature is right is introspected besides, so that it ends with its passkey and not at its expiry. Default false.</summary>
    public bool IntrospectJwts { get; set; }

    /// <summary>Introspection, for reference tokens, for JWTs where <see cref="IntrospectJwts"/> says so, and for WebSocket connections that are open.</summary>
    public IntrospectionOptions Introspection { get; } = new();

    /// <summary>How far the clocks of the provider and of this machine may be apart. Default 5 seconds.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The origins, besides this application's own, whose pages may open WebSockets here. A WebSocket asks no CORS (RFC 6455 §10.2), so an upgrade with any other
    /// <c>Origin</c> is refused. Default none.
    /// </summary>
    public ICollection<string> WebSocketOrigins { get; } = [];

    /// <summary>How long a ticket for a WebSocket can be used. Default 30 seconds; at most 5 minutes.</summary>
    public TimeSpan TicketLifetime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the token of an open WebSocket is introspected. Default 10 seconds. Without introspection a connection ends when the token expires, or at a webhook.</summary>
    public TimeSpan ConnectionCheckInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an open WebSocket goes on while the provider cannot be asked. Default one minute.</summary>
    public TimeSpan UncheckedConnectionLifetime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Called for every request that is refused, before its answer is sent: status and headers are set, and a body may be written. It cannot let the request through.
    /// Default none. <see cref="IUnauthorizedObserver"/> does the same as a service.
    /// </summary>
    public Func<UnauthorizedRequest, CancellationToken, ValueTask>? OnUnauthorized { get; set; }
}
