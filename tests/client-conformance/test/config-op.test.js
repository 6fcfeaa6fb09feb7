// The test list of the OpenID Foundation's profile "Config OP": oidcc-discovery-endpoint-verification, by what it checks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importJWK } from 'jose';
import { metadata } from '../relying-party.js';
import { issuer } from '../site.js';

const endpoints = [
  'authorization_endpoint',
  'token_endpoint',
  'userinfo_endpoint',
  'jwks_uri',
  'introspection_endpoint',
  'revocation_endpoint',
  'end_session_endpoint',
  'pushed_authorization_request_endpoint',
];

test('the document is JSON where OpenID Connect Discovery puts it', async () => {
  const response = await fetch(new URL('/.well-known/openid-configuration', issuer));
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type'), /^application\/json/);
});

test('the issuer is the address it was asked at', () => {
  assert.equal(metadata.issuer, issuer.origin);
});

for (const name of endpoints) {
  test(`${name} is an address of the issuer`, () => {
    assert.equal(new URL(metadata[name]).origin, issuer.origin);
    assert.equal(new URL(metadata[name]).hash, '');
  });
}

for (const [name, values] of Object.entries({
  response_types_supported: ['code'],
  response_modes_supported: ['query', 'form_post'],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['ES256'],
  scopes_supported: ['openid'],
  claims_supported: ['sub', 'iss', 'auth_time', 'acr'],
  acr_values_supported: ['phr', 'phrh'],
  code_challenge_methods_supported: ['S256'],
  prompt_values_supported: ['none', 'login', 'consent', 'select_account', 'create'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
  token_endpoint_auth_signing_alg_values_supported: ['ES256'],
})) {
  test(`${name} has ${values.join(', ')}`, () => {
    for (const value of values) assert.ok(metadata[name].includes(value), value);
  });
}

for (const [name, value] of Object.entries({
  // Discovery §3: true when it is left out.
  request_uri_parameter_supported: false,
  authorization_response_iss_parameter_supported: true,
  backchannel_logout_supported: true,
  backchannel_logout_session_supported: true,
})) {
  test(`${name} is ${value}`, () => assert.equal(metadata[name], value));
}

for (const name of ['request_parameter_supported', 'claims_parameter_supported', 'require_request_uri_registration']) {
  test(`${name} is not claimed`, () => assert.ok(!metadata[name]));
}

test('the keys are public, each by a name of its own, and can be used', async () => {
  const { keys } = await (await fetch(metadata.jwks_uri)).json();
  assert.ok(keys.length > 0);
  assert.equal(new Set(keys.map((key) => key.kid)).size, keys.length);
  for (const key of keys) {
    assert.equal(key.d, undefined);
    assert.equal(key.use, 'sig');
    assert.ok(await importJWK(key, key.alg));
  }
});
