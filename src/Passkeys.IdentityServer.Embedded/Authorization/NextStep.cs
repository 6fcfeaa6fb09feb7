namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>What a request needs next.</summary>
internal abstract record NextStep
{
    private NextStep()
    {
    }

    /// <summary>Somebody has to sign in.</summary>
    public sealed record SignIn(AuthorizationRequest Request) : NextStep;

    /// <summary>Somebody wants an account.</summary>
    public sealed record SignUp(AuthorizationRequest Request) : NextStep;

    /// <summary>The person has to consent.</summary>
    public sealed record Consent(AuthorizationRequest Request) : NextStep;

    /// <summary>The client is told no.</summary>
    public sealed record Refuse(AuthorizationError Error) : NextStep;

    /// <summary>The client gets its code.</summary>
    public sealed record Issue(IReadOnlyList<string> Scope) : NextStep;
}
