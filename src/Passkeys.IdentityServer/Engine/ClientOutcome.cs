namespace Passkeys.IdentityServer.Engine;

/// <summary>What became of a change of a client.</summary>
public abstract record ClientOutcome
{
    private ClientOutcome()
    {
    }

    /// <summary>It is done.</summary>
    /// <param name="Client">The client as it is now; for a removed one as it was.</param>
    /// <param name="Secret">The new secret, or null. It is told this once and stored as a hash.</param>
    public sealed record Done(ClientDescription Client, NewClientSecret? Secret = null) : ClientOutcome;

    /// <summary>Something of it cannot be.</summary>
    /// <param name="Flaws">What, at least one.</param>
    public sealed record Invalid(IReadOnlyList<ClientFlaw> Flaws) : ClientOutcome;

    /// <summary>It cannot be changed so, whatever is said of it.</summary>
    /// <param name="Why">Why.</param>
    public sealed record Refused(ClientRefusal Why) : ClientOutcome;
}

/// <summary>What is wrong with a client.</summary>
/// <param name="Member">The member of the API's JSON, such as <c>redirectUris</c>.</param>
/// <param name="Problem">What is wrong with it, for an administrator.</param>
public sealed record ClientFlaw(string Member, string Problem);

/// <summary>A secret that was just made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Secret">The secret itself.</param>
public sealed record NewClientSecret(string Id, string Secret)
{
    /// <summary>Without the secret: it has no place in a log.</summary>
    public override string ToString() => $"secret {Id}";
}

/// <summary>Why a client cannot be changed.</summary>
public enum ClientRefusal
{
    /// <summary>The engine's clients are not administrators' to edit.</summary>
    ReadOnly = 1,

    /// <summary>This client is of the configuration.</summary>
    Configured = 2,

    /// <summary>There is no such client, or no such secret.</summary>
    NotFound = 3,

    /// <summary>It was changed since it was read.</summary>
    Stale = 4,

    /// <summary>The client id is somebody's already.</summary>
    Taken = 5,

    /// <summary>It has as many secrets as it may have.</summary>
    TooManySecrets = 6,

    /// <summary>Without this secret it would have nothing to authenticate with, and anyone could speak in its name.</summary>
    LastSecret = 7,

    /// <summary>A public client has no secrets.</summary>
    IsPublic = 8,
}
