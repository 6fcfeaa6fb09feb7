namespace Passkeys.IdentityServer.Ceremonies.Registration;

/// <summary>What leads to a new passkey, as it is counted.</summary>
public static class EnrolmentKind
{
    /// <summary>A sign-up.</summary>
    public const string SignUp = "sign-up";

    /// <summary>An invitation.</summary>
    public const string Invitation = "invitation";

    /// <summary>A recovery.</summary>
    public const string Recovery = "recovery";

    /// <summary>A code from a person's other device.</summary>
    public const string Device = "device";

    /// <summary>A person who is signed in adds one.</summary>
    public const string Add = "add";

    /// <summary>A back end allows it.</summary>
    public const string Operation = "operation";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [SignUp, Invitation, Recovery, Device, Add, Operation];

    internal static string Of(RegistrationAuthority authority) => authority switch
    {
        RegistrationAuthority.NewAccount => SignUp,
        RegistrationAuthority.ProvenAccount proven => OfProof(proven.Ticket.Proof),
        RegistrationAuthority.ByOperation => Operation,
        _ => Add,
    };

    internal static string OfProof(string? proof) => proof switch
    {
        ProofKind.Recovery => Recovery,
        ProofKind.Device => Device,
        _ => Invitation,
    };
}
