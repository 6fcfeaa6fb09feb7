using System.Runtime.CompilerServices;

namespace Passkeys.IdentityServer.Administration.Pools.Doctor;

/// <summary>How people come in, and by what.</summary>
internal sealed class RegistrationCheck : IPoolCheck
{
    public async IAsyncEnumerable<PoolFinding> LookAsync(Examination examination, [EnumeratorCancellation] CancellationToken ct)
    {
        await ValueTask.CompletedTask;
        var (policy, registration) = (examination.Policy, examination.Policy.Registration);
        yield return registration is { SelfService: false, Invitation: false }
            ? Finding(FindingLevel.Advice, "registration", "Nobody can sign up or be invited: people come in by back ends and imports alone. Switch selfService or invitation on if that is not meant.")
            : Finding(FindingLevel.Good, "registration", registration.SelfService ? "People sign up by themselves." : "People come in by invitation.");
        if (registration is { SelfService: true, Activation: false })
            yield return Finding(FindingLevel.Advice, "registration.activation", "Whoever signs up need not own the address that they give. Switch activation on where it counts who somebody is.");
        if (policy.PasswordAlone)
            yield return Finding(FindingLevel.Advice, "methods", "A password alone signs in, and can be phished. Ask for a passkey after it (secondFactor), or take password out of methods once people have passkeys.");
        if (!examination.Pool.Enabled)
            yield return Finding(FindingLevel.Wrong, "enabled", "The pool is disabled: nobody signs in. Switch it on.");
    }

    private static PoolFinding Finding(FindingLevel level, string subject, string message) => new(PoolChecks.Registration, level, subject, message);
}
