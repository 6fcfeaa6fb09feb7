using System.Runtime.CompilerServices;
using Passkeys.IdentityServer.SignUp;

namespace Passkeys.IdentityServer.Administration.Pools.Doctor;

/// <summary>Whether a captcha can be solved, where one is asked for.</summary>
internal sealed class CaptchaCheck(ICaptcha captcha) : IPoolCheck
{
    public async IAsyncEnumerable<PoolFinding> LookAsync(Examination examination, [EnumeratorCancellation] CancellationToken ct)
    {
        await ValueTask.CompletedTask;
        var registration = examination.Policy.Registration;
        if (registration.Captcha)
        {
            yield return captcha is NoCaptcha
                ? Finding(FindingLevel.Wrong, "The pool asks for a captcha and the host has none, so nobody can sign up. Set the section Captcha of the host's configuration, or switch registration.captcha off.")
                : Finding(FindingLevel.Good, "A captcha provider is set up.");
        }
        else if (registration.SelfService)
            yield return Finding(FindingLevel.Advice, "Programs may sign up like people; only rate limits hold them back. Switch registration.captcha on where the pool is open to the Internet.");
    }

    private static PoolFinding Finding(FindingLevel level, string message) => new(PoolChecks.Captcha, level, "registration.captcha", message);
}
