// The authorization code flow as a certified client does it: it checks state, issuer, nonce, signature and PKCE on its own.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { importPKCS8 } from 'jose';
import * as client from 'openid-client';
import { Browser } from '../browser.js';
import { registered } from '../registered.js';
import { everyScope, issuer, signUp } from '../site.js';

const options = { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] };
const redirect_uri = `${registered.web}/callback`;
const refused = (error) => (thrown) => thrown instanceof client.ResponseBodyError && thrown.error === error;

let web;
let person;

before(async () => {
  web = await client.discovery(issuer, 'conformance-web', undefined, client.ClientSecretBasic(registered.secret), options);
  person = await signUp();
});

/** From the request to the tokens, as an application does it. */
async function signIn(config, { browser = new Browser(person), build = client.buildAuthorizationUrl, parameters = {} } = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
  const url = await build(config, {
    redirect_uri,
    scope: everyScope,
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...parameters,
  });
  const { left, page } = await browser.open(url);
  assert.ok(left, page);
  return client.authorizationCodeGrant(config, left, { pkceCodeVerifier: verifier, expectedState, expectedNonce });
}

const keyConfiguration = async () => {
  const key = await importPKCS8(registered.key, 'ES256');
  return client.discovery(issuer, 'conformance-key', undefined, client.PrivateKeyJwt({ key, kid: registered.keyId }), options);
};

test('a code with PKCE gives three tokens', async () => {
  const tokens = await signIn(web);
  assert.ok(tokens.access_token && tokens.refresh_token);
  assert.equal(tokens.claims().aud, 'conformance-web');
  assert.equal(tokens.claims().pool, 'demo');
  assert.equal(tokens.claims().acr, 'phr');
});

test('client_secret_post', async () => {
  const config = await client.discovery(issuer, 'conformance-web', undefined, client.ClientSecretPost(registered.secret), options);
  assert.ok((await signIn(config)).claims().sub);
});

test('private_key_jwt', async () => {
  assert.equal((await signIn(await keyConfiguration())).claims().aud, 'conformance-key');
});

test('private_key_jwt with another key is refused', async () => {
  const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
  const config = await client.discovery(issuer, 'conformance-key', undefined, client.PrivateKeyJwt({ key: privateKey, kid: registered.keyId }), options);
  await assert.rejects(signIn(config), refused('invalid_client'));
});

test('a pushed authorization request', async () => {
  assert.ok((await signIn(web, { build: client.buildAuthorizationUrlWithPAR })).claims().sub);
});

test('a pushed authorization request with private_key_jwt', async () => {
  assert.ok((await signIn(await keyConfiguration(), { build: client.buildAuthorizationUrlWithPAR })).claims().sub);
});

test('a pushed authorization request that is wrong is refused at once', async () => {
  const wrong = { redirect_uri: `${registered.web}/another`, response_type: 'code' };
  await assert.rejects(client.buildAuthorizationUrlWithPAR(web, wrong), refused('invalid_request'));
});

test('an answer by form_post', async () => {
  const verifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(web, {
    redirect_uri,
    scope: 'openid',
    response_mode: 'form_post',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const { answer, left } = await new Browser(person).open(url);
  const posted = new Request(left, { method: 'POST', body: answer });
  assert.ok((await client.authorizationCodeGrant(web, posted, { pkceCodeVerifier: verifier })).claims().sub);
});

test('an error comes back as one', async () => {
  await assert.rejects(signIn(web, { parameters: { prompt: 'none' } }), (thrown) => thrown instanceof client.AuthorizationResponseError && thrown.error === 'login_required');
});

test('max_age is honoured and auth_time comes', async () => {
  const browser = new Browser(person);
  await signIn(web, { browser });
  const tokens = await signIn(web, { browser, parameters: { max_age: '3600' } });
  assert.equal(typeof tokens.claims().auth_time, 'number');
});

test('refresh, introspection, revocation and userinfo of what a code gave', async () => {
  const first = await signIn(web);
  const tokens = await client.refreshTokenGrant(web, first.refresh_token);
  assert.equal((await client.tokenIntrospection(web, tokens.access_token)).active, true);
  assert.equal((await client.fetchUserInfo(web, tokens.access_token, first.claims().sub)).email, person.identifier);
  await client.tokenRevocation(web, tokens.refresh_token);
  assert.equal((await client.tokenIntrospection(web, tokens.refresh_token)).active, false);
  await assert.rejects(client.refreshTokenGrant(web, tokens.refresh_token), refused('invalid_grant'));
});

test('a client that shows its key refreshes and introspects', async () => {
  const config = await keyConfiguration();
  const tokens = await client.refreshTokenGrant(config, (await signIn(config)).refresh_token);
  assert.equal((await client.tokenIntrospection(config, tokens.access_token)).client_id, 'conformance-key');
});
