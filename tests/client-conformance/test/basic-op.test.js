// The test list of the OpenID Foundation's profile "Basic OP", module by module, under the modules' names. What is particular to this
// provider: it wants PKCE from everyone, so every request here has it. docs/oidc-conformance.md has the table.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { Browser } from '../browser.js';
import { RelyingParty, claimsOf, metadata, userInfo } from '../relying-party.js';
import { signUp } from '../site.js';

const portal = new RelyingParty();
let person;

before(async () => {
  person = await signUp();
});

const browser = () => new Browser(person);
const asked = ({ visited }) => visited.some((path) => path.includes('/sign-in'));
const bearer = (token) => ({ headers: { authorization: `Bearer ${token}` } });

/** The browser of somebody who has signed in once, and what the portal got. */
async function signedIn(changes) {
  const own = browser();
  const tokens = await portal.signIn(own, changes);
  own.visited.length = 0;
  return { own, tokens };
}

test('oidcc-server: the answer has state and issuer, and the code gives tokens', async () => {
  const end = await portal.authorize(browser());
  assert.equal(end.left.origin + end.left.pathname, portal.redirectUri);
  assert.equal(end.answer.get('state'), end.parameters.state);
  assert.equal(end.answer.get('iss'), metadata.issuer);
  const { status, body, headers } = await portal.redeem(end);
  assert.equal(status, 200);
  assert.match(body.token_type, /^bearer$/i);
  assert.match(headers.get('cache-control'), /no-store/);
  assert.match(headers.get('content-type'), /^application\/json/);
  assert.ok(body.access_token && body.id_token && body.expires_in > 0);
});

test('oidcc-server: the id_token is about this sign-in', async () => {
  const { claims, parameters, access_token } = await portal.signIn(browser());
  assert.equal(claims.iss, metadata.issuer);
  assert.equal(claims.aud, portal.id);
  assert.equal(claims.nonce, parameters.nonce);
  assert.ok(claims.sub.length > 0 && claims.sub.length <= 255);
  assert.ok(claims.exp > claims.iat && claims.auth_time <= claims.iat);
  assert.equal(claims.at_hash, createHash('sha256').update(access_token).digest().subarray(0, 16).toString('base64url'));
});

test('oidcc-response-type-missing', async () => {
  const { answer, parameters } = await portal.authorize(browser(), { response_type: null });
  assert.equal(answer.get('error'), 'invalid_request');
  assert.equal(answer.get('state'), parameters.state);
  assert.equal(answer.get('code'), null);
});

test('oidcc-idtoken-signature: a published key verifies it', async () => {
  const { id_token } = await portal.signIn(browser());
  assert.ok(decodeProtectedHeader(id_token).kid);
  await jwtVerify(id_token, createRemoteJWKSet(new URL(metadata.jwks_uri)), { issuer: metadata.issuer, audience: portal.id });
});

test('oidcc-idtoken-unsigned: not offered', async () => {
  assert.ok(!metadata.id_token_signing_alg_values_supported.includes('none'));
});

test('oidcc-userinfo-get', async () => {
  const { access_token, claims } = await portal.signIn(browser());
  const { status, body, headers } = await userInfo(bearer(access_token));
  assert.equal(status, 200);
  assert.match(headers.get('content-type'), /^application\/json/);
  assert.equal(body.sub, claims.sub);
});

test('oidcc-userinfo-post-header', async () => {
  const { access_token, claims } = await portal.signIn(browser());
  const { body } = await userInfo({ method: 'POST', ...bearer(access_token) });
  assert.equal(body.sub, claims.sub);
});

test('oidcc-userinfo-post-body: the token has to come in the header', async () => {
  const { access_token } = await portal.signIn(browser());
  const { status, headers } = await userInfo({ method: 'POST', body: new URLSearchParams({ access_token }) });
  assert.equal(status, 401);
  assert.match(headers.get('www-authenticate'), /^Bearer/);
});

test('oidcc-ensure-request-without-nonce-succeeds-for-code-flow', async () => {
  const { claims } = await portal.signIn(browser(), { nonce: null });
  assert.equal(claims.nonce, undefined);
});

test('oidcc-scope-profile', async () => {
  const { access_token } = await portal.signIn(browser(), { scope: 'openid profile' });
  const { body } = await userInfo(bearer(access_token));
  assert.equal(body.name, 'Robin Example');
  assert.equal(body.email, undefined);
});

test('oidcc-scope-email', async () => {
  const { access_token } = await portal.signIn(browser(), { scope: 'openid email' });
  const { body } = await userInfo(bearer(access_token));
  assert.equal(body.email, person.identifier);
  assert.equal(typeof body.email_verified, 'boolean');
  assert.equal(body.name, undefined);
});

for (const scope of ['address', 'phone']) {
  test(`oidcc-scope-${scope}: not offered, and refused`, async () => {
    assert.ok(!metadata.scopes_supported.includes(scope));
    const { answer } = await portal.authorize(browser(), { scope: `openid ${scope}` });
    assert.equal(answer.get('error'), 'invalid_scope');
  });
}

test('oidcc-scope-all: all that the client may have', async () => {
  const { access_token, scope } = await portal.signIn(browser(), { scope: 'openid profile email offline_access passkeys demo-api' });
  assert.deepEqual(scope.split(' ').sort(), ['demo-api', 'email', 'offline_access', 'openid', 'passkeys', 'profile']);
  const { body } = await userInfo(bearer(access_token));
  assert.ok(body.name && body.email);
});

test('oidcc-ensure-other-scope-order-succeeds', async () => {
  const { claims } = await portal.signIn(browser(), { scope: 'email openid' });
  assert.ok(claims.sub);
});

for (const display of ['page', 'popup']) {
  test(`oidcc-display-${display}`, async () => {
    const { claims } = await portal.signIn(browser(), { display });
    assert.ok(claims.sub);
  });
}

test('oidcc-prompt-login: asked again, same person', async () => {
  const { own, tokens } = await signedIn();
  const again = await portal.signIn(own, { prompt: 'login' });
  assert.ok(asked(own));
  assert.equal(again.claims.sub, tokens.claims.sub);
  assert.ok(again.claims.auth_time >= tokens.claims.auth_time);
});

test('oidcc-prompt-none-not-logged-in', async () => {
  const own = browser();
  const { answer, parameters } = await portal.authorize(own, { prompt: 'none' });
  assert.equal(answer.get('error'), 'login_required');
  assert.equal(answer.get('state'), parameters.state);
  assert.deepEqual(own.visited, []);
});

test('oidcc-prompt-none-logged-in: no page, the same sign-in', async () => {
  const { own, tokens } = await signedIn();
  const again = await portal.signIn(own, { prompt: 'none' });
  assert.deepEqual(own.visited, []);
  assert.equal(again.claims.sub, tokens.claims.sub);
  assert.equal(again.claims.auth_time, tokens.claims.auth_time);
});

test('oidcc-max-age-1, as max_age=0: asked again', async () => {
  const { own, tokens } = await signedIn();
  const again = await portal.signIn(own, { max_age: '0' });
  assert.ok(asked(own));
  assert.equal(again.claims.sub, tokens.claims.sub);
});

test('oidcc-max-age-10000: not asked again', async () => {
  const { own, tokens } = await signedIn();
  const again = await portal.signIn(own, { max_age: '10000' });
  assert.ok(!asked(own));
  assert.equal(again.claims.auth_time, tokens.claims.auth_time);
});

test('oidcc-ensure-request-with-unknown-parameter-succeeds', async () => {
  const { claims } = await portal.signIn(browser(), { extra: 'foobar' });
  assert.ok(claims.sub);
});

test('oidcc-id-token-hint: the person it names, without a page', async () => {
  const { own, tokens } = await signedIn();
  const again = await portal.signIn(own, { prompt: 'none', id_token_hint: tokens.id_token });
  assert.equal(again.claims.sub, tokens.claims.sub);
});

test('oidcc-id-token-hint: another person than it names cannot answer', async () => {
  const { own } = await signedIn();
  const other = await portal.signIn(new Browser(await signUp()));
  const { answer } = await portal.authorize(own, { prompt: 'none', id_token_hint: other.id_token });
  assert.equal(answer.get('error'), 'login_required');
});

for (const [name, changes] of Object.entries({
  'login-hint': { login_hint: 'robin@conformance.example' },
  'ui-locales': { ui_locales: 'se' },
  'claims-locales': { claims_locales: 'se' },
  'ensure-request-with-acr-values-succeeds': { acr_values: '1 2' },
  'claims-essential': { claims: JSON.stringify({ userinfo: { name: { essential: true } } }) },
})) {
  test(`oidcc-${name}`, async () => {
    const { claims } = await portal.signIn(browser(), changes);
    assert.ok(claims.sub);
  });
}

test('oidcc-codereuse: a code works once', async () => {
  const end = await portal.authorize(browser());
  assert.equal((await portal.redeem(end)).status, 200);
  const again = await portal.redeem(end);
  assert.equal(again.status, 400);
  assert.equal(again.body.error, 'invalid_grant');
});

test('oidcc-codereuse-30seconds: what the code gave ends with the second use', async () => {
  const end = await portal.authorize(browser(), { scope: 'openid offline_access' });
  const { body } = await portal.redeem(end);
  await portal.redeem(end);
  assert.equal((await userInfo(bearer(body.access_token))).status, 401);
  const refreshed = await portal.token({ grant_type: 'refresh_token', refresh_token: body.refresh_token });
  assert.equal(refreshed.body.error, 'invalid_grant');
});

test('oidcc-ensure-registered-redirect-uri: told to the person, sent nowhere', async () => {
  const { left, status, page } = await portal.authorize(browser(), { redirect_uri: 'http://localhost:5001/another' });
  assert.equal(left, undefined);
  assert.equal(status, 400);
  assert.ok(!page.includes('5001/another'));
});

test('oidcc-ensure-post-request-succeeds', async () => {
  const { parameters, verifier } = portal.request();
  const end = await browser().open(metadata.authorization_endpoint, { init: { method: 'POST', body: new URLSearchParams(parameters) } });
  assert.equal((await portal.redeem({ ...end, verifier })).status, 200);
});

test('oidcc-server-client-secret-post', async () => {
  const end = await portal.authorize(browser());
  const parameters = { grant_type: 'authorization_code', code: end.answer.get('code'), redirect_uri: portal.redirectUri, code_verifier: end.verifier };
  assert.equal((await portal.token(parameters, { authentication: 'post' })).status, 200);
});

test('oidcc-request-uri-unsigned: rejected as unsupported', async () => {
  const { answer } = await portal.authorize(browser(), { request_uri: 'https://portal.example/request.jwt' });
  assert.equal(answer.get('error'), 'request_uri_not_supported');
});

test('oidcc-unsigned-request-object: rejected as unsupported', async () => {
  const { answer } = await portal.authorize(browser(), { request: 'eyJhbGciOiJub25lIn0.e30.' });
  assert.equal(answer.get('error'), 'request_not_supported');
});

test('oidcc-refresh-token: new tokens of the same sign-in', async () => {
  const first = await portal.signIn(browser(), { scope: 'openid offline_access' });
  const { status, body } = await portal.token({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
  assert.equal(status, 200);
  const claims = claimsOf(body.id_token);
  for (const name of ['iss', 'sub', 'aud', 'auth_time']) assert.deepEqual(claims[name], first.claims[name]);
  assert.notEqual(body.access_token, first.access_token);
  assert.notEqual(body.refresh_token, first.refresh_token);
});

test('oidcc-refresh-token: of another client it is good for nothing', async () => {
  const { refresh_token } = await portal.signIn(browser(), { scope: 'openid offline_access' });
  const other = new RelyingParty({ id: 'native-app' });
  const { body } = await other.token({ grant_type: 'refresh_token', refresh_token }, { authentication: 'none' });
  assert.equal(body.error, 'invalid_grant');
});

test('oidcc-ensure-request-with-valid-pkce-succeeds', async () => {
  const { claims, parameters } = await portal.signIn(browser());
  assert.equal(parameters.code_challenge_method, 'S256');
  assert.ok(claims.sub);
});
