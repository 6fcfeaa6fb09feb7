namespace Passkeys.IdentityServer.Applications.QuickStarts;

/// <summary>A web application on Node, with openid-client: <c>app.mjs</c>.</summary>
internal static class NodeSample
{
    public static string Of(QuickStartFacts facts) => $$"""
        // npm install openid-client@6; this is app.mjs, for Node 20 and later.
        import { createServer } from 'node:http';
        import * as client from 'openid-client';

        const redirectUri = new URL({{Quoted.InCode(facts.WebRedirectUri!)}});
        const scope = {{Quoted.InCode(string.Join(' ', facts.Scope))}};
        {{AuthenticationOf(facts)}}
        const config = await client.discovery(
          new URL({{Quoted.InCode(facts.Issuer)}}),
          {{Quoted.InCode(facts.ClientId)}},
          undefined,
          authentication,{{(facts.IsInsecure ? "\n  { execute: [client.allowInsecureRequests] }, // For development alone." : "")}}
        );

        // Sign-ins under way, by their state. A server on several machines keeps them where all can reach them.
        const begun = new Map();

        async function begin(response) {
          const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()];
          begun.set(state, { verifier, nonce });
          const address = client.buildAuthorizationUrl(config, {
            redirect_uri: redirectUri.href,
            scope,
            state,
            nonce,
            code_challenge: await client.calculatePKCECodeChallenge(verifier),
            code_challenge_method: 'S256',{{(facts.AcrValues is { } acrValues ? $"\n    acr_values: {Quoted.InCode(acrValues)}," : "")}}
          });
          // The cookie ties the answer to the browser that asked.
          response.writeHead(302, { location: address.href, 'set-cookie': `sign-in=${state}; HttpOnly; SameSite=Lax; Path=/; Max-Age=3600` }).end();
        }

        async function complete(request, response, url) {
          const state = /(?:^|; )sign-in=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
          const { verifier, nonce } = begun.get(state) ?? {};
          begun.delete(state);
          if (!verifier) {
            response.writeHead(400).end('Begin again at /');
            return;
          }
          const tokens = await client.authorizationCodeGrant(config, url, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce });
          response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(tokens.claims()));
        }

        createServer(async (request, response) => {
          try {
            const url = new URL(request.url, redirectUri);
            await (url.pathname === redirectUri.pathname ? complete(request, response, url) : begin(response));
          } catch (error) {
            console.error(error);
            response.writeHead(500).end('The sign-in failed.');
          }
        }).listen(process.env.PORT || redirectUri.port || 3000);

        """;

    private static string AuthenticationOf(QuickStartFacts facts) => facts.Authentication switch
    {
        ClientAuthenticationKind.None => "const authentication = client.None();",
        ClientAuthenticationKind.Secret => "const authentication = client.ClientSecretBasic(process.env.PASSKEYS_CLIENT_SECRET);",
        _ => """
            // The private half of a key of the client, as a JWK (EC on P-256).
            const jwk = JSON.parse(process.env.PASSKEYS_CLIENT_JWK);
            const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
            const authentication = client.PrivateKeyJwt({ key, kid: jwk.kid });
            """,
    };
}
