namespace Passkeys.IdentityServer.Ceremonies.Authentication;

/// <summary>What a sign-in for a client yields: a code to redeem and a signed result. Grants implement it.</summary>
internal interface ISignInResults
{
    /// <summary>Adds a one-time code for the ceremony's client; null when it named none. The caller saves.</summary>
    string? IssueCode(SignInOutcome.Accepted accepted, Caller caller);

    /// <summary>The signed result for the ceremony's client.</summary>
    Task<string> SignAsync(SignInOutcome.Accepted accepted, Caller caller, CancellationToken ct);
}
