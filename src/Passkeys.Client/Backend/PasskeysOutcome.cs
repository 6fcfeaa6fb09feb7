namespace Passkeys.Client.Backend;

/// <summary>What came of a call: what was asked for, or a refusal that the caller has to expect. Anything else is an exception.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public abstract record PasskeysOutcome<T>
{
    private PasskeysOutcome()
    {
    }

    /// <summary>It worked.</summary>
    /// <param name="Value">What was asked for.</param>
    public sealed record Success(T Value) : PasskeysOutcome<T>;

    /// <summary>The provider refused.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Refused(PasskeysProblem Problem) : PasskeysOutcome<T>;

    /// <summary>What was asked for, where a refusal would be a mistake of the program's.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="PasskeysException">The provider refused.</exception>
    public T OrThrow() => this is Success { Value: var value } ? value : throw new PasskeysException(((Refused)this).Problem);
}
