namespace Passkeys.IdentityServer.Applications.QuickStarts;

/// <summary>What a program on a person's device does: the code flow with PKCE in the browser of the system (RFC 8252), step by step.</summary>
internal static class NativeSample
{
    public static string Of(QuickStartFacts facts) => $$"""
        issuer={{Quoted.InShell(facts.Issuer)}}
        client_id={{Quoted.InShell(facts.ClientId)}}
        redirect_uri={{Quoted.InShell(facts.RedirectUri!)}}

        # 1. New for every sign-in, and kept until it ends.
        verifier=$(openssl rand -hex 32)
        state=$(openssl rand -hex 16)
        challenge=$(printf '%s' "$verifier" | openssl dgst -sha256 -binary | openssl base64 -A | tr '+/' '-_' | tr -d '=')

        # 2. Open this in the browser of the system (ASWebAuthenticationSession, Custom Tabs, the default browser), never in a web view.
        printf '%s\n' "$issuer"{{Quoted.InShell("/connect/authorize?" + QueryOf(facts))}}"&code_challenge=$challenge&state=$state"

        # 3. The answer comes to the redirect URI. Compare state and iss with what you sent and where you sent it, then exchange the code.
        read -r code
        curl --fail-with-body "$issuer/connect/token" \
          --data-urlencode 'grant_type=authorization_code' \
          --data-urlencode "client_id=$client_id" \
          --data-urlencode "redirect_uri=$redirect_uri" \
          --data-urlencode "code=$code" \
          --data-urlencode "code_verifier=$verifier"

        """;

    private static string QueryOf(QuickStartFacts facts) => string.Join('&', new (string Name, string? Value)[]
    {
        ("response_type", "code"),
        ("client_id", facts.ClientId),
        ("redirect_uri", facts.RedirectUri),
        ("scope", string.Join(' ', facts.Scope)),
        ("acr_values", facts.AcrValues),
        ("code_challenge_method", "S256"),
    }.Where(parameter => parameter.Value is not null).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));
}
