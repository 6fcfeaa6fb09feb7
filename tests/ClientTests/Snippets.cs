using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.Client;
using Passkeys.Client.Backend;
using Passkeys.Client.Bearer;
using Passkeys.Client.Verification;
using Passkeys.Client.WebSockets;

namespace Passkeys.ClientTests;

/// <summary>The code of the package's readme, compiled; <see cref="Documentation"/> compares.</summary>
internal static class Snippets
{
    public static void AddBearer(WebApplicationBuilder builder)
    {
        #region Bearer
        builder.Services.AddPasskeysBearer(options =>
        {
            options.Authority = "https://id.example.com";
            options.Audience = "orders";
            // For reference tokens, and for open WebSockets. Without, JWTs alone are accepted.
            options.Introspection.ClientId = "orders";
            options.Introspection.ClientSecret = builder.Configuration["Passkeys:Secret"];
        });
        #endregion
    }

    public static void MapEndpoints(WebApplication app)
    {
        #region Endpoints
        app.MapGet("/orders", (HttpContext http) => $"Orders of {BearerIdentity.Of(http.User).Subject}").RequirePasskey();
        app.MapPost("/payout", () => "done").RequirePasskey(maximumAge: TimeSpan.FromMinutes(5), acr: "phr", scope: "orders");
        #endregion
    }

    public static void MapSockets(WebApplication app)
    {
        #region Sockets
        app.UseWebSockets();
        app.MapPasskeyTickets("/tickets");
        app.MapGet("/live", async (HttpContext http, PasskeyConnections connections) =>
        {
            await using var connection = await connections.AcceptAsync(http);
            var buffer = new byte[4096];
            // The loop ends with the close frame, also with ours when the token ends.
            while (await connection.Socket.ReceiveAsync(buffer.AsMemory(), connection.Ended) is { MessageType: not WebSocketMessageType.Close } message)
                await connection.Socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, connection.Ended);
        }).RequirePasskey();
        #endregion
    }

    public static void AddHook(WebApplicationBuilder builder)
    {
        #region Hook
        builder.Services.Configure<PasskeysBearerOptions>(options => options.OnUnauthorized = (request, ct) =>
        {
            Console.WriteLine($"{request.Status} at {request.Endpoint}: {request.Reason}");
            return ValueTask.CompletedTask;
        });
        #endregion
    }

    public static void AddBackend(WebApplicationBuilder builder)
    {
        #region Backend
        builder.Services.AddPasskeysBackend(options =>
        {
            options.Authority = "https://id.example.com";
            options.Pool = "customers";
            options.ClientId = "backend";
            options.ClientSecret = builder.Configuration["Passkeys:BackendSecret"]!;
        });
        #endregion
    }

    #region SignIn
    // The page asks for a token, and takes it to login/webauthn/options at the provider.
    public static async Task<string> BeginAsync(PasskeysBackend passkeys, CancellationToken ct)
    {
        var operation = await passkeys.CreateOperationAsync(PasskeyOperation.AuthenticateAnyone(), ct);
        return operation.OrThrow().OperationToken;
    }

    // It comes back with a code. Null: the code is used, expired, or another client's.
    public static async Task<string?> CompleteAsync(PasskeysBackend passkeys, string code, CancellationToken ct) =>
        await passkeys.ExchangeAsync(code, ct) switch
        {
            PasskeysOutcome<PasskeyPrincipal>.Success { Value: var person } => person.UserId,
            _ => null,
        };
    #endregion

    #region Verify
    // Or with a signed result, which is verified here by the provider's keys, once.
    public static async Task<string?> VerifyAsync(PasskeysBackend passkeys, string result, CancellationToken ct) =>
        await passkeys.VerifyLocallyAsync(result, ct: ct) is { Status: ResultStatus.Success, Person: { } person } ? person.UserId : null;
    #endregion

    #region Operations
    public static IEnumerable<PasskeyOperation> Operations(string userId, string passkeyId) =>
    [
        PasskeyOperation.RegisterAs("ada@example.com", "Ada Lovelace"),
        PasskeyOperation.RegisterFor(userId),
        PasskeyOperation.AuthenticateAs(userId) with { Options = new OperationOptions { UserVerification = UserVerification.Required, Timeout = TimeSpan.FromMinutes(1) } },
        PasskeyOperation.ListOf(userId),
        PasskeyOperation.UpdateOf(userId, username: "ada@example.org"),
        PasskeyOperation.DeleteOf(userId, passkeyId),
    ];
    #endregion

    public static void AddAdministration(WebApplicationBuilder builder)
    {
        builder.Services.AddPasskeysAdministration(options => options.Pool = "customers");
    }

    #region Administration
    public static async Task<string> InviteAsync(PasskeysAdministration administration, string email, CancellationToken ct)
    {
        var person = (await administration.CreateUserAsync(email, ct: ct)).OrThrow();
        var invitation = (await administration.InviteAsync(person.Id, ct)).OrThrow();
        return invitation.Link;
    }
    #endregion

    public static void AddWebhooks(WebApplicationBuilder builder, WebApplication app)
    {
        #region Webhooks
        builder.Services.AddPasskeysWebhooks(options => options.Secrets.Add(builder.Configuration["Passkeys:WebhookSecret"]!));
        // after Build():
        app.MapPasskeysWebhooks("/webhooks/passkeys");
        #endregion
    }
}
