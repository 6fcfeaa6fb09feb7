using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Users;

/// <summary>
/// A host's say in what people may type to name themselves: a phone number or an employee id in place of the pool's identifier. Asked wherever an identifier comes
/// in: sign-up, sign-in, activation, recovery, operations. At most one is used: the one registered last.
/// </summary>
public interface IIdentifierTranslator
{
    /// <summary>
    /// The pool's identifier for what was typed; null where it is one already, or stands for nobody. Strangers ask as often as they like: it should take as
    /// long for what it knows as for what it does not. What it throws fails the call.
    /// </summary>
    /// <param name="pool">The pool.</param>
    /// <param name="typed">What was typed, without white space around it: 1 to 256 characters.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<string?> TranslateAsync(PoolId pool, string typed, CancellationToken ct);
}
