using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.WebUtilities;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract.Browsing;

/// <summary>
/// A person's browser: keeps cookies, follows the host, signs in with a passkey where the host asks for it, presses a button where it
/// asks for consent, and stops where the host lets go of it.
/// </summary>
/// <param name="http">A client that keeps cookies and follows no redirect.</param>
/// <param name="site">The pool.</param>
/// <param name="phone">What the person signs with. Null: they cannot sign in.</param>
public sealed class PersonsBrowser(HttpClient http, Site site, SoftwareAuthenticator? phone) : IDisposable
{
    private const int MostSteps = 15;

    /// <summary>Signs in with another passkey from now on: somebody else sits down.</summary>
    public SoftwareAuthenticator? Phone { get; set; } = phone;

    /// <summary>The label of the button that is pressed at a question for consent; null: none is.</summary>
    public string? ConsentButton { get; set; } = "Allow";

    /// <summary>The scopes that are left out of a consent.</summary>
    public IReadOnlyList<string> LeavesOut { get; set; } = [];

    /// <summary>Whether a consent is to be remembered.</summary>
    public bool Remembers { get; set; } = true;

    /// <summary>Whether questions for a confirmation (sign out? withdraw?) are answered.</summary>
    public bool Confirms { get; set; }

    /// <summary>Whether the account at hand is chosen where the host asks which.</summary>
    public bool GoesOn { get; set; }

    /// <summary>The label of a button that is pressed, once, at a page that asks to sign in, before anything else. Null: none is.</summary>
    public string? SignInButton { get; set; }

    /// <summary>Whether the host is told at the begin of a sign-in what it is for, as its own page does. Somebody with other plans would not.</summary>
    public bool TellsWhatFor { get; set; } = true;

    public static bool IsSignIn(string path) => path.EndsWith("/sign-in", StringComparison.Ordinal);

    public static bool IsSignUp(string path) => path.EndsWith("/sign-up", StringComparison.Ordinal);

    public static bool IsConsent(string path) => path.EndsWith("/consent", StringComparison.Ordinal);

    /// <summary>Opens an address of the host and does what its pages ask, until there is nothing more to do.</summary>
    /// <param name="address">A path of the host.</param>
    /// <param name="form">What is posted there. Null: it is got.</param>
    public async Task<Landing> OpenAsync(string address, IEnumerable<KeyValuePair<string, string>>? form = null)
    {
        var visited = new List<string>();
        var step = new Step(new Uri(http.BaseAddress!, address), form);
        for (var count = 0; count < MostSteps; count++)
        {
            if (step.Address.GetLeftPart(UriPartial.Authority) != http.BaseAddress!.GetLeftPart(UriPartial.Authority))
                return new Landing(step.Address, Left: true, null, step.Form?.ToDictionary() ?? QueryOf(step.Address), visited);
            using var response = await SendAsync(step);
            if (response.Headers.Location is { } location)
            {
                step = new Step(new Uri(step.Address, location));
                continue;
            }

            visited.Add(step.Address.AbsolutePath);
            using var page = await ReadAsync(response);
            if (response.StatusCode != HttpStatusCode.OK || HasHadEnough(visited) || await NextAsync(page, step.Address) is not { } next)
                return new Landing(step.Address, Left: false, response.StatusCode, QueryOf(step.Address), visited, page.Body?.TextContent ?? "");
            step = next;
        }

        throw new InvalidOperationException($"The host goes on for ever: {string.Join(' ', visited)}");
    }

    /// <summary>Signs in at the host, as its page does: where the page would go on to.</summary>
    public async Task<string> SignInAsync(string? returnUrl = null)
    {
        var begun = (await PostAsync("login/webauthn/options", returnUrl is null || !TellsWhatFor ? [] : new JsonObject { ["returnUrl"] = returnUrl })).OrThrow();
        var body = new JsonObject
        {
            ["ceremony"] = begun["ceremony"],
            ["credential"] = Phone!.Sign(begun.Body["publicKey"]!),
        };
        if (returnUrl is not null)
            body["returnUrl"] = returnUrl;
        return (await PostAsync("login/webauthn/finish", body)).OrThrow()["redirect"];
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(Step step)
    {
        using var request = new HttpRequestMessage(step.Form is null ? HttpMethod.Get : HttpMethod.Post, step.Address);
        if (step.Form is not null)
            request.Content = new FormUrlEncodedContent(step.Form);
        return await http.SendAsync(request);
    }

    // Whoever signed in twice, and is asked again, will not get further with a third time.
    private static bool HasHadEnough(List<string> visited) => visited.Count(IsSignIn) > 2;

    private static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response) => new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

    private async Task<Step?> NextAsync(IHtmlDocument page, Uri at) => GoesOnByItself(page, at) ?? await DoAsync(page, at);

    // A refresh, or a form for another origin that a script would send (OAuth 2.0 Form Post Response Mode).
    private static Step? GoesOnByItself(IHtmlDocument page, Uri at)
    {
        var refresh = page.QuerySelector("meta[http-equiv=refresh i]")?.GetAttribute("content");
        if (refresh?.Split("url=", 2, StringSplitOptions.TrimEntries) is [_, var address])
            return new Step(new Uri(at, address));
        return page.Forms.Select(form => new Step(new Uri(at, form.GetAttribute("action") ?? ""), FieldsOf(form)))
            .FirstOrDefault(step => step.Address.GetLeftPart(UriPartial.Authority) != at.GetLeftPart(UriPartial.Authority));
    }

    private async Task<Step?> DoAsync(IHtmlDocument page, Uri at)
    {
        if (GoesOn && Press(page, at, "Continue as") is { } chosen)
            return chosen;
        if (SignInButton is { } button && IsSignIn(at.AbsolutePath))
        {
            SignInButton = null;
            return Press(page, at, button) ?? throw new InvalidOperationException($"There is no button {button}.");
        }

        if (IsSignIn(at.AbsolutePath) && Phone is not null)
            return await TrySignInAsync(QueryOf(at).GetValueOrDefault("returnUrl")) is { } address ? new Step(new Uri(at, address)) : null;
        if (IsConsent(at.AbsolutePath))
            return ConsentButton is { } label ? Press(page, at, label, IsGiven) : null;
        return !Confirms ? null
            : at.AbsolutePath.EndsWith("/sign-out", StringComparison.Ordinal) ? Press(page, at, "Sign out")
            : Press(page, at, "Withdraw access");
    }

    // A device without a passkey that fits leaves its person at the page.
    private async Task<string?> TrySignInAsync(string? returnUrl)
    {
        try
        {
            return await SignInAsync(returnUrl);
        }
        catch (ClientException)
        {
            return null;
        }
    }

    private bool IsGiven(string name, string value) => !(name == "scope" && LeavesOut.Contains(value)) && (name != "remember" || Remembers);

    private static Step? Press(IHtmlDocument page, Uri at, string label, Func<string, string, bool>? isGiven = null)
    {
        var button = page.QuerySelectorAll("form button").OfType<IHtmlButtonElement>().FirstOrDefault(each => each.TextContent.Trim().StartsWith(label, StringComparison.Ordinal));
        if (button?.Form is not { } form)
            return null;
        var fields = FieldsOf(form).Where(field => isGiven?.Invoke(field.Key, field.Value) ?? true).ToList();
        if (button.Name is { Length: > 0 } name)
            fields.Add(KeyValuePair.Create(name, button.Value));
        return new Step(new Uri(at, button.GetAttribute("formaction") ?? form.GetAttribute("action") ?? at.PathAndQuery), fields);
    }

    private static List<KeyValuePair<string, string>> FieldsOf(IHtmlFormElement form) => [.. form.QuerySelectorAll("input").OfType<IHtmlInputElement>()
        .Where(input => input.Name is { Length: > 0 } && !input.IsDisabled && (input.Type is not ("checkbox" or "radio") || input.IsChecked))
        .Select(input => KeyValuePair.Create(input.Name!, input.Value))];

    private async Task<Answer> PostAsync(string endpoint, JsonObject body)
    {
        using var content = Caller.Json(body.ToJsonString());
        using var response = await http.PostAsync(site.Path(endpoint), content);
        return await Answer.ReadAsync(response);
    }

    private static Dictionary<string, string> QueryOf(Uri address) =>
        QueryHelpers.ParseQuery(address.Query).ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString());

    private sealed record Step(Uri Address, IEnumerable<KeyValuePair<string, string>>? Form = null);
}
