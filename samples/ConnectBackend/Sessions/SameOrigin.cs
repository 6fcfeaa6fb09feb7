namespace ConnectBackend.Sessions;

/// <summary>
/// Against forged requests: what changes something has to come from a page of this app, or from an app that brings its session in a header. A browser says in Origin whose page
/// asks (Fetch §3.1), and a page cannot change that. The bodies are JSON besides, which no form of another site can send.
/// </summary>
internal sealed class SameOrigin : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var mayChange = HttpMethods.IsGet(request.Method)
            || request.Headers.Origin.Count == 0
            || request.Headers.Origin == $"{request.Scheme}://{request.Host}";
        return mayChange ? await next(context) : Results.StatusCode(StatusCodes.Status403Forbidden);
    }
}
