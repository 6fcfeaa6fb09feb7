using System.Text.Json;
using Microsoft.Playwright;

namespace Passkeys.BrowserTests.Hosting;

/// <summary>A device of the visitor's that holds passkeys: Chromium's virtual authenticator, over the DevTools protocol's domain WebAuthn.</summary>
public sealed class VirtualAuthenticator
{
    private readonly ICDPSession _session;
    private readonly string _id;

    private VirtualAuthenticator(ICDPSession session, string id)
    {
        _session = session;
        _id = id;
    }

    /// <summary>Connects one: CTAP2, keeps discoverable credentials, verifies its user, and is always touched at once.</summary>
    /// <param name="session">The page's DevTools session, with WebAuthn.enable done.</param>
    /// <param name="transport"><c>internal</c> for the device itself, <c>usb</c> for a security key. A browser takes only one internal one.</param>
    public static async Task<VirtualAuthenticator> ConnectAsync(ICDPSession session, string transport = "internal")
    {
        var answer = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = transport,
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return new VirtualAuthenticator(session, answer!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>Whether its person touches it when it asks. Nobody touching leaves a ceremony open.</summary>
    public Task BeTouchedAsync(bool touched) => SendAsync("setAutomaticPresenceSimulation", ("enabled", touched));

    /// <summary>Whether it recognises its person, by fingerprint for example.</summary>
    public Task RecogniseUserAsync(bool verified) => SendAsync("setUserVerified", ("isUserVerified", verified));

    /// <summary>It is reset: nothing is kept in it any more.</summary>
    public Task ForgetEverythingAsync() => SendAsync("clearCredentials");

    /// <summary>Takes it away, with everything it holds.</summary>
    public Task DisconnectAsync() => SendAsync("removeVirtualAuthenticator");

    /// <summary>The ids of the credentials that it holds, base64url.</summary>
    public async Task<IReadOnlyList<string>> CredentialIdsAsync() =>
        [.. (await CredentialsAsync()).Select(credential => ToBase64Url(credential.GetProperty("credentialId").GetString()!))];

    /// <summary>The credentials that it holds, as the DevTools protocol has them.</summary>
    public async Task<IReadOnlyList<JsonElement>> CredentialsAsync() =>
        [.. (await SendAsync("getCredentials"))!.Value.GetProperty("credentials").EnumerateArray()];

    private Task<JsonElement?> SendAsync(string method, params (string Name, object Value)[] parameters)
    {
        var arguments = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        arguments["authenticatorId"] = _id;
        return _session.SendAsync("WebAuthn." + method, arguments);
    }

    private static string ToBase64Url(string base64) => base64.TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
