namespace Passkeys.IdentityServer.Duende;

/// <summary>How the extension reads what a Duende host has configured.</summary>
public sealed class DuendeEngineOptions
{
    /// <summary>The client property with the ids of the pools whose people may sign in, separated by spaces. Default <c>pools</c>.</summary>
    public string PoolsProperty { get; set; } = "pools";

    /// <summary>
    /// The pools of clients without that property. Default none: such a client knows nothing of pools. A host that brings in its existing people names their
    /// pool here. Such a client goes on to take whom the host signs in by itself, until it asks for a passkey (<c>acr_values</c>).
    /// </summary>
    public IList<string> DefaultPools { get; init; } = [];

    /// <summary>
    /// Whether answers that Duende gives otherwise follow the specifications for all clients of the host: 401 for a client that did not
    /// authenticate, <c>iss</c> in errors of the authorization endpoint, redirect URIs character by character, bodies of 64 KiB at most. Default true.
    /// A host whose clients lean on Duende's own ways turns it off.
    /// </summary>
    public bool StrictAnswers { get; set; } = true;

    /// <summary>Whether people of pools are people of the host: <c>AddPasskeySignIn</c>.</summary>
    internal bool PoolsAreOfTheHost { get; set; }
}
