namespace Passkeys.IdentityServer.Mail;

/// <summary>Where mail goes. Section <c>Mail</c> of the configuration.</summary>
public sealed class MailOptions
{
    /// <summary>The folder for one JSON file a message. Default <c>App_Data/mail</c> under the content root.</summary>
    public string? PickupDirectory { get; set; }
}
