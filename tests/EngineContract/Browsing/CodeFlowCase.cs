using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract.Browsing;

/// <summary>What the cases of the authorization code flow say often. The client is demo-portal; nothing is at its address.</summary>
public abstract class CodeFlowCase(ContractHost host) : ContractCase(host)
{
    protected const string Portal = "demo-portal";
    protected const string RedirectUri = "http://localhost:5001/signin-passkeys";
    protected const string Verifier = "the-verifier-of-these-cases-has-43-characters-or-more";
    protected const string State = "state of the portal";
    protected const string Nonce = "nonce-of-the-portal";

    /// <summary>An authorization request that would be accepted.</summary>
    protected static Dictionary<string, string> Request(params (string Name, string? Value)[] changes)
    {
        var request = Form(
            ("client_id", Portal),
            ("redirect_uri", RedirectUri),
            ("response_type", "code"),
            ("scope", "openid"),
            ("state", State),
            ("nonce", Nonce),
            ("code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)))),
            ("code_challenge_method", "S256"));
        foreach (var (name, value) in changes)
        {
            if (value is null)
                request.Remove(name);
            else
                request[name] = value;
        }

        return request;
    }

    /// <summary>The browser of somebody new, who has a passkey in the pool demo and is not signed in.</summary>
    protected async Task<PersonsBrowser> NewBrowserAsync() => new(Host.NewCookieClient(), Demo, await NewPersonAsync());

    /// <summary>A browser of nobody: it comes as far as one comes without a passkey.</summary>
    protected PersonsBrowser NewStrangersBrowser() => new(Host.NewCookieClient(), Demo, null);

    /// <summary>Takes a browser to the authorization endpoint and as far as it comes.</summary>
    protected Task<Landing> AuthorizeAsync(PersonsBrowser browser, params (string Name, string? Value)[] changes)
    {
        Host.LetAMomentPass();
        return browser.OpenAsync(AddressOf(Request(changes)));
    }

    /// <summary>The address of an authorization request.</summary>
    protected static string AddressOf(IReadOnlyDictionary<string, string> request) =>
        QueryHelpers.AddQueryString("/connect/authorize", request.Select(parameter => KeyValuePair.Create<string, string?>(parameter.Key, parameter.Value)));

    /// <summary>Exchanges a code.</summary>
    protected Task<Answer> RedeemAsync(string code, params (string Name, string? Value)[] changes)
    {
        var form = Form(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", RedirectUri), ("code_verifier", Verifier));
        foreach (var (name, value) in changes)
        {
            if (value is null)
                form.Remove(name);
            else
                form[name] = value;
        }

        return TokenAsync(form, Basic(Portal, "portal-secret"));
    }

    /// <summary>From the request to the tokens.</summary>
    protected async Task<Tokens> SignInAsync(PersonsBrowser browser, params (string Name, string? Value)[] changes) =>
        Tokens.Of(await RedeemAsync((await AuthorizeAsync(browser, changes)).Code));

    /// <summary>The authentication of an id_token: who, when.</summary>
    protected static (string Subject, long At) AuthenticationOf(Tokens tokens)
    {
        var claims = Tokens.ClaimsOf(tokens.Id!);
        return ((string)claims["sub"]!, (long)claims["auth_time"]!);
    }
}
