namespace Passkeys.Client.Webhooks;

/// <summary>How webhooks are verified.</summary>
public sealed class PasskeysWebhookOptions
{
    /// <summary>The secrets, each as it was shown when the webhook was made: <c>whsec_...</c>. More than one while a new one takes over. Required.</summary>
    public ICollection<string> Secrets { get; } = [];

    /// <summary>How old a message may be, or how far ahead its clock. Default 5 minutes.</summary>
    public TimeSpan Tolerance { get; set; } = TimeSpan.FromMinutes(5);
}
