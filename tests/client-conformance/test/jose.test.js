// Every token verified by somebody else's code, with nothing but discovery and the published keys.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { assertion, everyScope, issuer, passkeyGrant, signUp } from '../site.js';

let metadata;
let keys;
let person;

before(async () => {
  metadata = await (await fetch(new URL('/.well-known/openid-configuration', issuer))).json();
  keys = createRemoteJWKSet(new URL(metadata.jwks_uri));
  person = await signUp();
});

async function grant(parameters, headers = {}) {
  const response = await fetch(metadata.token_endpoint, { method: 'POST', headers, body: new URLSearchParams(parameters) });
  assert.equal(response.status, 200);
  return response.json();
}

const signIn = async (scope = everyScope) =>
  grant({ grant_type: passkeyGrant, client_id: 'native-app', scope, ...(await assertion(person, 'native-app')) });

const backendToken = () =>
  grant({ grant_type: 'client_credentials', client_id: 'backend', client_secret: 'backend-secret', scope: 'passkeys.backend' });

test('an id_token verifies', async () => {
  const { id_token } = await signIn();
  const { payload } = await jwtVerify(id_token, keys, { issuer: metadata.issuer, audience: 'native-app', algorithms: ['ES256'], typ: 'JWT' });
  assert.ok(payload.sub);
  assert.equal(payload.pool, 'demo');
});

test('an id_token names the access token by its hash', async () => {
  const { id_token, access_token } = await signIn();
  const { payload } = await jwtVerify(id_token, keys);
  assert.equal(payload.at_hash, createHash('sha256').update(access_token).digest().subarray(0, 16).toString('base64url'));
});

test('an access token verifies as RFC 9068 wants it', async () => {
  const { access_token } = await signIn('openid demo-api');
  const { payload } = await jwtVerify(access_token, keys, {
    issuer: metadata.issuer,
    audience: 'demo-api',
    algorithms: ['ES256'],
    typ: 'at+jwt',
    requiredClaims: ['sub', 'client_id', 'iat', 'exp', 'jti', 'scope'],
  });
  assert.equal(payload.client_id, 'native-app');
  assert.equal(payload.exp - payload.iat, 600);
});

test('a refreshed token verifies', async () => {
  const { refresh_token } = await signIn();
  const { id_token } = await grant({ grant_type: 'refresh_token', client_id: 'native-app', refresh_token });
  await jwtVerify(id_token, keys, { issuer: metadata.issuer, audience: 'native-app' });
});

test('a token of a client itself verifies and has no subject', async () => {
  const { access_token } = await backendToken();
  const { payload } = await jwtVerify(access_token, keys, { issuer: metadata.issuer, audience: metadata.issuer, typ: 'at+jwt' });
  assert.equal(payload.sub, undefined);
  assert.equal(payload.client_id, 'backend');
});

test('a token whose claims were changed does not verify', async () => {
  const [header, , signature] = (await backendToken()).access_token.split('.');
  const [, claims] = (await signIn()).access_token.split('.');
  await assert.rejects(jwtVerify(`${header}.${claims}.${signature}`, keys), { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });
});

test('the key that signs is published, without its private half', async () => {
  const { kid } = decodeProtectedHeader((await backendToken()).access_token);
  const published = await (await fetch(metadata.jwks_uri)).json();
  const key = published.keys.find((one) => one.kid === kid);
  assert.equal(key.alg, 'ES256');
  assert.equal(key.d, undefined);
});
