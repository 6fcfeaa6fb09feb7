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

    /// <summary>The label of the button that is pressed at a question for consent.</summary>
    public string ConsentButton { get; set; } = "Allow";

    /// <summary>Whether questions for a confirmation (sign out?) are answered.</summary>
    public bool Confirms { get; set; }

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
            if (await NextAsync(step.Address, response, visited) is not { } next)
                return new Landing(step.Address, Left: false, response.StatusCode, QueryOf(step.Address), visited);
            step = next;
        }

        throw new InvalidOperationException($"The host goes on for ever: {string.Join(' ', visited)}");
    }

    /// <summary>Signs in at the host, as its page does: where the page would go on to.</summary>
    public async Task<string> SignInAsync(string? returnUrl = null)
    {
        var begun = (await PostAsync("login/webauthn/options", [])).OrThrow();
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

    private async Task<Step?> NextAsync(Uri at, HttpResponseMessage response, List<string> visited)
    {
        if (response.Headers.Location is { } location)
            return new Step(new Uri(at, location));
        visited.Add(at.AbsolutePath);
        if (response.StatusCode != HttpStatusCode.OK)
            return null;
        using var page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
        return GoesOnByItself(page, at) ?? await DoAsync(page, at);
    }

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
        if (IsSignIn(at.AbsolutePath) && Phone is not null)
            return new Step(new Uri(at, await SignInAsync(QueryOf(at).GetValueOrDefault("returnUrl"))));
        if (IsConsent(at.AbsolutePath))
            return Press(page, at, ConsentButton);
        return Confirms && at.AbsolutePath.EndsWith("/sign-out", StringComparison.Ordinal) ? Press(page, at, "Sign out") : null;
    }

    private static Step? Press(IHtmlDocument page, Uri at, string label)
    {
        var button = page.QuerySelectorAll("form button").OfType<IHtmlButtonElement>().FirstOrDefault(each => each.TextContent.Trim().StartsWith(label, StringComparison.Ordinal));
        if (button?.Form is not { } form)
            return null;
        var fields = FieldsOf(form);
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
