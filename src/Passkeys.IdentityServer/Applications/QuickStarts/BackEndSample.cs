namespace Passkeys.IdentityServer.Applications.QuickStarts;

/// <summary>A token of a back end's own (RFC 6749 §4.4).</summary>
internal static class BackEndSample
{
    public static string Of(QuickStartFacts facts) => $$"""
        issuer={{Quoted.InShell(facts.Issuer)}}
        client_id={{Quoted.InShell(facts.ClientId)}}

        # The secret comes from the environment, never from a file that others see.
        curl --fail-with-body "$issuer/connect/token" \
          --data-urlencode 'grant_type=client_credentials' \
          --data-urlencode "client_id=$client_id" \
        {{PasskeyGrantSample.SecretLine}}  --data-urlencode {{Quoted.InShell("scope=" + string.Join(' ', facts.OwnScope))}}

        """;
}
