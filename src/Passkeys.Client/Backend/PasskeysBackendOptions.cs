namespace Passkeys.Client.Backend;

/// <summary>As whom a back end calls the provider.</summary>
public sealed class PasskeysBackendOptions
{
    /// <summary>The provider's issuer, to the letter but for a slash at the end. Required; https, but for a loopback address.</summary>
    public string Authority { get; set; } = "";

    /// <summary>The identity pool. Required.</summary>
    public string Pool { get; set; } = "";

    /// <summary>The client's id. Required. Signed results are for it.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Its secret. Required.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Where the provider's API is. Default: at <see cref="Authority"/>.</summary>
    public string? BaseAddress { get; set; }

    internal string ApiAddress => (BaseAddress ?? Authority).TrimEnd('/');

    internal bool IsComplete => Authorities.IsUsable(Authority) && Authorities.IsUsable(ApiAddress) && Pool.Length > 0 && ClientId.Length > 0 && ClientSecret.Length > 0;
}
