// A certified client, which knows nothing of this provider but its discovery document.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as client from 'openid-client';
import { assertion, everyScope, issuer, passkeyGrant, resultCode, signUp } from '../site.js';

// Loopback is http; signatures of id_tokens are verified although they come straight from the token endpoint.
const options = { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] };

let nativeApp;
let person;

before(async () => {
  nativeApp = await client.discovery(issuer, 'native-app', undefined, client.None(), options);
  person = await signUp();
});

const signIn = async (scope = everyScope) =>
  client.genericGrantRequest(nativeApp, passkeyGrant, { ...(await assertion(person, 'native-app')), scope });

const refused = (error) => (thrown) => thrown instanceof client.ResponseBodyError && thrown.error === error;

test('discovery names the issuer and its endpoints', () => {
  const metadata = nativeApp.serverMetadata();
  assert.equal(metadata.issuer, issuer.origin);
  assert.ok(metadata.grant_types_supported.includes(passkeyGrant));
  assert.equal(metadata.token_endpoint, `${issuer.origin}/connect/token`);
});

test('the passkey grant gives three tokens for an assertion', async () => {
  const tokens = await signIn();
  assert.ok(tokens.access_token);
  assert.ok(tokens.refresh_token);
  assert.equal(tokens.token_type, 'bearer');
  assert.equal(tokens.expires_in, 600);
  assert.equal(tokens.claims().pool, 'demo');
});

test('the passkey grant gives tokens for a result code', async () => {
  const tokens = await client.genericGrantRequest(nativeApp, passkeyGrant, { ...(await resultCode(person, 'native-app')), scope: everyScope });
  assert.equal(tokens.claims().aud, 'native-app');
});

test('the id_token says how the person signed in', async () => {
  const claims = (await signIn()).claims();
  assert.deepEqual([...claims.amr].sort(), ['mfa', 'pop', 'user']);
  assert.equal(claims.acr, 'phr');
  assert.ok(claims.sid);
  assert.ok(Math.abs(claims.auth_time - claims.iat) <= 60);
});

test('an assertion is good for one grant', async () => {
  const parameters = { ...(await assertion(person, 'native-app')), scope: 'openid' };
  await client.genericGrantRequest(nativeApp, passkeyGrant, parameters);
  await assert.rejects(client.genericGrantRequest(nativeApp, passkeyGrant, parameters), refused('invalid_grant'));
});

test('a scope the client may not have is refused', async () => {
  await assert.rejects(signIn('openid passkeys.admin'), refused('invalid_scope'));
});

test('userinfo tells of the same person', async () => {
  const tokens = await signIn();
  const claims = await client.fetchUserInfo(nativeApp, tokens.access_token, tokens.claims().sub);
  assert.equal(claims.email, person.identifier);
  assert.equal(claims.name, 'Robin Example');
});

test('a refresh token gives new tokens of the same sign-in', async () => {
  const first = await signIn();
  const second = await client.refreshTokenGrant(nativeApp, first.refresh_token);
  assert.notEqual(second.refresh_token, first.refresh_token);
  assert.equal(second.claims().sub, first.claims().sub);
  assert.equal(second.claims().auth_time, first.claims().auth_time);
});

test('a refresh token used twice ends its family', async () => {
  const first = await signIn();
  const second = await client.refreshTokenGrant(nativeApp, first.refresh_token);
  await assert.rejects(client.refreshTokenGrant(nativeApp, first.refresh_token), refused('invalid_grant'));
  await assert.rejects(client.refreshTokenGrant(nativeApp, second.refresh_token), refused('invalid_grant'));
});

test('a revoked refresh token is over', async () => {
  const tokens = await signIn();
  await client.tokenRevocation(nativeApp, tokens.refresh_token, { token_type_hint: 'refresh_token' });
  await assert.rejects(client.refreshTokenGrant(nativeApp, tokens.refresh_token), refused('invalid_grant'));
});

test('a revoked access token opens nothing', async () => {
  const tokens = await signIn();
  await client.tokenRevocation(nativeApp, tokens.access_token);
  await assert.rejects(client.fetchUserInfo(nativeApp, tokens.access_token, tokens.claims().sub), client.WWWAuthenticateChallengeError);
});

test('an API introspects a token that is for it', async () => {
  const api = await client.discovery(issuer, 'demo-api', undefined, client.ClientSecretBasic('api-secret'), options);
  const tokens = await signIn();
  const introspected = await client.tokenIntrospection(api, tokens.access_token);
  assert.equal(introspected.active, true);
  assert.equal(introspected.sub, tokens.claims().sub);
  assert.equal(introspected.client_id, 'native-app');
});

test('an API learns nothing of a token that is not for it', async () => {
  const api = await client.discovery(issuer, 'demo-api', undefined, client.ClientSecretPost('api-secret'), options);
  const tokens = await signIn('openid passkeys');
  assert.deepEqual(await client.tokenIntrospection(api, tokens.access_token), { active: false });
});

for (const [name, authentication] of [['basic', client.ClientSecretBasic], ['post', client.ClientSecretPost]]) {
  test(`client credentials with client_secret_${name}`, async () => {
    const backend = await client.discovery(issuer, 'backend', undefined, authentication('backend-secret'), options);
    const tokens = await client.clientCredentialsGrant(backend, { scope: 'passkeys.backend' });
    assert.equal(tokens.scope, 'passkeys.backend');
    assert.equal(tokens.refresh_token, undefined);
  });
}

test('a wrong secret is refused', async () => {
  const backend = await client.discovery(issuer, 'backend', undefined, client.ClientSecretBasic('wrong'), options);
  await assert.rejects(client.clientCredentialsGrant(backend), (thrown) => (thrown.error ?? thrown.cause?.[0]?.scheme) !== undefined);
});

test('a confidential client uses the passkey grant', async () => {
  const backend = await client.discovery(issuer, 'backend', undefined, client.ClientSecretBasic('backend-secret'), options);
  const tokens = await client.genericGrantRequest(backend, passkeyGrant, { ...(await assertion(person, 'backend')), scope: 'openid' });
  assert.equal(tokens.claims().aud, 'backend');
});
