using System.CommandLine;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.Administration;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;

namespace HostSample.Commands;

/// <summary>Prints the link by which the first administrator enrols a passkey, or one more where all others have lost theirs.</summary>
internal static class SeedAdminCommand
{
    private const string UsualPool = "administrators";

    private sealed record Wish(string Pool, string Identifier, string? RpId, bool CreatePool, bool Another);

    public static Command Describe(Action<HostCommand> choose)
    {
        var pool = new Option<string>("--pool") { Description = "The pool of the administrators.", DefaultValueFactory = _ => UsualPool, HelpName = "ID" };
        var identifier = new Option<string>("--identifier") { Description = "What the administrator signs in with.", DefaultValueFactory = _ => "administrator", HelpName = "NAME" };
        var rpId = new Option<string?>("--rp-id") { Description = "The RP ID of the pool, where it is made: the host's name or a domain above it. Default: the name in Passkeys:PublicOrigin.", HelpName = "DOMAIN" };
        var createPool = new Option<bool>("--create-pool") { Description = "Make the pool where there is none: by invitation, verified at every sign-in." };
        var another = new Option<bool>("--another") { Description = "Also where an administrator has a passkey: whoever has the identifier in the pool administers everything then, and can enrol again." };
        var command = new Command("seed-admin", "Prints a link by which the first administrator enrols a passkey. It works once, within 24 hours; whoever has it becomes the administrator.")
        {
            pool, identifier, rpId, createPool, another,
        };
        command.SetAction(parsed =>
        {
            var wish = new Wish(parsed.GetValue(pool)!, parsed.GetValue(identifier)!, parsed.GetValue(rpId), parsed.GetValue(createPool), parsed.GetValue(another));
            choose((app, ct) => RunAsync(app, wish, ct));
        });
        return command;
    }

    private static async Task<int> RunAsync(WebApplication app, Wish wish, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var origin = services.GetRequiredService<IOptions<PasskeysOptions>>().Value.PublicOrigin;
        if (!PoolId.TryParse(wish.Pool, out var id))
            return await FailAsync($"'{wish.Pool}' is no id of a pool: 2 to {PoolId.MaxLength} of a-z, 0-9 and - are expected.");
        if (await services.GetRequiredService<IAdministeredPools>().FindAsync(id, ct) is not { } pool)
        {
            if (!wish.CreatePool)
                return await FailAsync($"There is no pool '{id}'. Add --create-pool to make it.");
            if ((wish.RpId ?? (origin is null ? null : new Uri(origin).Host)) is not { } rpId)
                return await FailAsync("Say the RP ID of the new pool: --rp-id DOMAIN.");
            if (await CreateAsync(services, id, rpId, ct) is { } why)
                return await FailAsync(why);
        }
        else if (!pool.Enabled)
        {
            return await FailAsync($"Pool '{id}' is disabled: nobody could sign in.");
        }
        return await PrintAsync(services, id, wish, origin, ct);
    }

    private static async Task<string?> CreateAsync(IServiceProvider services, PoolId id, string rpId, CancellationToken ct)
    {
        var draft = new PoolDraft(id, "Administrators", Enabled: true, rpId, PoolTemplates.Create(PoolTemplates.Workforce));
        return await services.GetRequiredService<IAdministeredPools>().CreateAsync(Administrator.Operator, draft, ct) switch
        {
            PoolOutcome.Saved => null,
            var other => PoolCommand.Describe(other, id),
        };
    }

    private static async Task<int> PrintAsync(IServiceProvider services, PoolId pool, Wish wish, string? origin, CancellationToken ct)
    {
        var administrators = services.GetRequiredService<IFirstAdministrator>();
        var made = wish.Another
            ? await administrators.SeedAsync(pool, wish.Identifier, Administrator.Operator.Actor, ct)
            : await administrators.CreateEnrolmentLinkAsync(pool, wish.Identifier, ct);
        if (made is not { } link)
        {
            if (wish.Another)
                return await FailAsync($"'{wish.Identifier}' is suspended in pool '{pool}'.");
            await Console.Error.WriteLineAsync("No link was made: an administrator has a passkey already, or this one is suspended. Who has lost it is invited by another administrator, or, where none is left, comes in again with --another.");
            return ExitCode.Done;
        }
        await Console.Out.WriteLineAsync(origin + link);
        await Console.Error.WriteLineAsync("The link works once, within 24 hours." + (origin is null ? " It lacks the address of this host: set Passkeys:PublicOrigin to have it there." : ""));
        return ExitCode.Done;
    }

    private static async Task<int> FailAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return ExitCode.Failed;
    }
}
