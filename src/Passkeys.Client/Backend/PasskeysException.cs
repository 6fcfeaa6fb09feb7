namespace Passkeys.Client.Backend;

/// <summary>A call failed in a way that no program expects: the client is not configured at the provider, or the provider answers what it never should.</summary>
public sealed class PasskeysException : Exception
{
    /// <summary>An exception without more.</summary>
    public PasskeysException()
    {
    }

    /// <summary>An exception.</summary>
    /// <param name="message">What is wrong.</param>
    public PasskeysException(string message)
        : base(message)
    {
    }

    /// <summary>An exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">Its cause.</param>
    public PasskeysException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An exception for a refusal that was not expected.</summary>
    /// <param name="problem">The refusal.</param>
    public PasskeysException(PasskeysProblem problem)
        : base($"The provider refused: {(int)problem.Status} {problem.Code}. {problem.Title} {problem.Detail}".TrimEnd()) => Problem = problem;

    /// <summary>The refusal, or null.</summary>
    public PasskeysProblem? Problem { get; }
}
