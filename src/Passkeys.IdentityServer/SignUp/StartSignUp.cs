using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>What became of the start of a sign-up.</summary>
internal abstract record StartSignUpOutcome
{
    private StartSignUpOutcome()
    {
    }

    /// <summary>Go on with a passkey. Said whether or not the identifier has an account.</summary>
    public sealed record Started(string SignUp) : StartSignUpOutcome;

    /// <summary>The pool lets nobody sign up by themselves.</summary>
    public sealed record Disabled : StartSignUpOutcome;

    /// <summary>The captcha was not solved.</summary>
    public sealed record CaptchaFailed : StartSignUpOutcome;
}

/// <summary>Starts a sign-up. Writes nothing and asks nothing of the database: an owner who has an account is told by mail, in the background.</summary>
internal sealed class StartSignUp(SignUpTickets tickets, ICaptcha captcha, OutOfBand outOfBand, TimeProvider time)
{
    public async Task<StartSignUpOutcome> ExecuteAsync(Pool pool, string identifier, string? displayName, string? captchaAnswer, Caller caller, CancellationToken ct)
    {
        var policy = pool.Policy.Registration;
        if (!policy.SelfService)
            return new StartSignUpOutcome.Disabled();
        if (policy.Captcha && !await captcha.VerifyAsync(captchaAnswer, caller.IpAddress, ct))
            return new StartSignUpOutcome.CaptchaFailed();

        var now = time.GetUtcNow();
        outOfBand.Enqueue(pool.Id, (services, stopping) => services.GetRequiredService<OwnerNotice>().SendIfOwnedAsync(pool, identifier, before: now, stopping));
        return new StartSignUpOutcome.Started(tickets.Issue(pool, identifier, displayName));
    }
}
