using System.Net;

namespace Passkeys.EngineContract.Browsing;

/// <summary>Where a browser stopped.</summary>
/// <param name="Address">The address.</param>
/// <param name="Left">Whether it is outside the host: nobody was asked there.</param>
/// <param name="Status">The status of the page; none outside.</param>
/// <param name="Answer">The parameters of an authorization response, from the query or a posted form; outside only.</param>
/// <param name="Visited">The paths of the pages on the way.</param>
/// <param name="Text">What the page says; nothing outside.</param>
public sealed record Landing(Uri Address, bool Left, HttpStatusCode? Status, IDictionary<string, string> Answer, IReadOnlyList<string> Visited, string Text = "")
{
    /// <summary>Whether the person is at a page that asks them to authenticate.</summary>
    public bool IsAtSignIn => !Left && PersonsBrowser.IsSignIn(Address.AbsolutePath);

    /// <summary>Whether the person is at a page that asks for consent.</summary>
    public bool IsAtConsent => !Left && PersonsBrowser.IsConsent(Address.AbsolutePath);

    /// <summary>Whether the person had to authenticate on the way.</summary>
    public bool AskedToSignIn => Visited.Any(PersonsBrowser.IsSignIn);

    /// <summary>Whether the person had to consent on the way.</summary>
    public bool AskedForConsent => Visited.Any(PersonsBrowser.IsConsent);

    /// <summary>The code that came.</summary>
    public string Code => Answer.TryGetValue("code", out var code) ? code : throw new InvalidOperationException($"There is no code: {Address}");

    /// <summary>The error that came.</summary>
    public string Error => Answer.TryGetValue("error", out var error) ? error : throw new InvalidOperationException($"There is no error: {Address}");
}
