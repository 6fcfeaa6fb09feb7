using System.Net.Http.Headers;
using ProtectedApi;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddOptions<IntrospectionOptions>().BindConfiguration("Introspection");
builder.Services.AddHttpClient<Introspection>();

var app = builder.Build();

app.MapGet("/hello", async (HttpContext http, Introspection introspection) =>
{
    if (!AuthenticationHeaderValue.TryParse(http.Request.Headers.Authorization, out var header) || header is not { Scheme: "Bearer", Parameter: { } token })
        return Challenge(http, "Bearer");
    return await introspection.ReadAsync(token, http.RequestAborted) is { } caller
        ? Results.Ok(new { hello = caller.Subject ?? caller.ClientId, pool = caller.Pool })
        : Challenge(http, "Bearer error=\"invalid_token\"");
});

app.Run();

// RFC 6750 §3.
static IResult Challenge(HttpContext http, string challenge)
{
    http.Response.Headers.WWWAuthenticate = challenge;
    return Results.Unauthorized();
}
