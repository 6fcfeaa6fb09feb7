using System.Text.Json;

namespace Passkeys.IdentityServer.Applications.QuickStarts;

/// <summary>The passkey grant: an application with the system's own passkey dialog, or a page of its own, and HTTP.</summary>
internal static class PasskeyGrantSample
{
    public static string Of(QuickStartFacts facts) => $$"""
        issuer={{Quoted.InShell(facts.Issuer)}}
        client_id={{Quoted.InShell(facts.ClientId)}}
        pool={{Quoted.InShell(facts.AnyPool ?? "")}}

        # 1. Ask for a ceremony. The answer has "ceremony" and "publicKey".
        curl --fail-with-body "$issuer/identity/$pool/login/webauthn/options" \
          --header 'Content-Type: application/json' \
          --data {{Quoted.InShell(JsonSerializer.Serialize(new { clientId = facts.ClientId }))}}

        # 2. Give "publicKey" to the system: navigator.credentials.get with parseRequestOptionsFromJSON, ASAuthorizationController, CredentialManager.
        #    Its answer as JSON (toJSON in a browser) is the credential.
        read -r ceremony
        read -r credential

        # 3. Exchange both for tokens.
        curl --fail-with-body "$issuer/connect/token" \
          --data-urlencode 'grant_type=urn:passkeys:params:oauth:grant-type:webauthn' \
          --data-urlencode "client_id=$client_id" \
        {{(facts.Authentication == ClientAuthenticationKind.Secret ? SecretLine : "")}}  --data-urlencode {{Quoted.InShell("scope=" + string.Join(' ', facts.Scope))}} \
          --data-urlencode "ceremony=$ceremony" \
          --data-urlencode "credential=$credential"

        """;

    internal const string SecretLine = "  --data-urlencode \"client_secret=$PASSKEYS_CLIENT_SECRET\" \\\n";
}
