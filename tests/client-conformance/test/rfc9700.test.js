// The OAuth 2.0 Security Best Current Practice, RFC 9700, section by section. docs/oidc-conformance.md has the table.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Browser } from '../browser.js';
import { RelyingParty, claimsOf, metadata, userInfo } from '../relying-party.js';
import { issuer, signUp } from '../site.js';

const portal = new RelyingParty();
let person;

before(async () => {
  person = await signUp();
});

const browser = () => new Browser(person);

/** The error that the redirect URI gets. */
async function refusal(changes) {
  const { answer, status, page } = await portal.authorize(browser(), changes);
  assert.ok(answer, `No answer but a page: ${status} ${page?.slice(0, 300)}`);
  assert.equal(answer.get('code'), null);
  assert.equal(answer.get('iss'), metadata.issuer);
  return answer.get('error');
}

/** The page that a person sees because nothing may be sent anywhere. */
async function staysHere(changes) {
  const { left, status } = await portal.authorize(browser(), changes);
  assert.equal(left, undefined);
  assert.equal(status, 400);
}

for (const [what, redirect_uri] of Object.entries({
  'a longer path': 'http://localhost:5001/signin-passkeys/more',
  'a parameter more': 'http://localhost:5001/signin-passkeys?more=1',
  'another case': 'http://localhost:5001/Signin-passkeys',
  'another port': 'http://localhost:5002/signin-passkeys',
  'another scheme': 'https://localhost:5001/signin-passkeys',
  'another spelling of the host': 'http://127.0.0.1:5001/signin-passkeys',
  'a user in front': 'http://localhost:5001@evil.example/signin-passkeys',
  'a fragment': 'http://localhost:5001/signin-passkeys#here',
  'dots': 'http://localhost:5001/x/../signin-passkeys',
  'nothing': '',
})) {
  test(`2.1, 4.1.3: a redirect URI is compared as text: ${what}`, () => staysHere({ redirect_uri }));
}

test('2.1, 4.11.2: an unknown client sends nobody anywhere', () => staysHere({ client_id: 'nobody' }));

test('2.1.1: PKCE is required', async () => {
  assert.equal(await refusal({ code_challenge: null, code_challenge_method: null }), 'invalid_request');
});

test('2.1.1: the method "plain" is refused', async () => {
  assert.equal(await refusal({ code_challenge_method: 'plain' }), 'invalid_request');
});

test('2.1.1: a challenge without its method, which means plain, is refused', async () => {
  assert.equal(await refusal({ code_challenge_method: null }), 'invalid_request');
});

for (const [what, code_challenge] of Object.entries({ short: 'abc', 'of other letters': '!'.repeat(43), long: 'a'.repeat(129) })) {
  test(`2.1.1: a challenge that is ${what} is refused`, async () => {
    assert.equal(await refusal({ code_challenge }), 'invalid_request');
  });
}

for (const [what, verifier] of Object.entries({ missing: null, 'another one': 'x'.repeat(43), 'the challenge itself': undefined })) {
  test(`2.1.1, 4.5.3: a code with its verifier ${what} gives nothing`, async () => {
    const end = await portal.authorize(browser());
    const { status, body } = await portal.redeem(end, { code_verifier: verifier === undefined ? end.parameters.code_challenge : verifier });
    assert.equal(status, 400);
    assert.match(body.error, /^invalid_(grant|request)$/);
    assert.equal(body.access_token, undefined);
  });
}

for (const response_type of ['token', 'id_token', 'id_token token', 'code id_token', 'code token', 'code id_token token', 'none']) {
  test(`2.1.2: no tokens from the authorization endpoint: ${response_type}`, async () => {
    assert.equal(await refusal({ response_type }), 'unsupported_response_type');
  });
}

test('2.1.2: no answer in a fragment', async () => {
  const { answer, left } = await portal.authorize(browser(), { response_mode: 'fragment' });
  assert.equal(answer.get('error'), 'invalid_request');
  assert.equal(left.hash, '');
});

test('2.2.2, 4.14.2: a refresh token used twice ends all that came of it', async () => {
  const first = await portal.signIn(browser(), { scope: 'openid offline_access' });
  const refresh = (refresh_token) => portal.token({ grant_type: 'refresh_token', refresh_token });
  const second = await refresh(first.refresh_token);
  assert.equal((await refresh(first.refresh_token)).body.error, 'invalid_grant');
  assert.equal((await refresh(second.body.refresh_token)).body.error, 'invalid_grant');
  assert.equal((await userInfo({ headers: { authorization: `Bearer ${second.body.access_token}` } })).status, 401);
});

test('2.3: an access token is for the API of its scope and no more', async () => {
  const { access_token } = await portal.signIn(browser(), { scope: 'openid demo-api' });
  assert.deepEqual([claimsOf(access_token).aud].flat(), ['demo-api']);
});

test('2.4: no password grant', async () => {
  const { status, body } = await portal.token({ grant_type: 'password', username: person.identifier, password: 'secret' });
  assert.equal(status, 400);
  assert.equal(body.error, 'unsupported_grant_type');
});

for (const [what, secret] of Object.entries({ 'a wrong secret': 'wrong', 'an empty secret': '' })) {
  test(`2.5: a confidential client with ${what} is refused`, async () => {
    const end = await portal.authorize(browser());
    const { status, body } = await new RelyingParty({ secret }).redeem(end);
    assert.equal(status, 401);
    assert.equal(body.error, 'invalid_client');
  });
}

test('2.5: a confidential client that says only its name is refused', async () => {
  const end = await portal.authorize(browser());
  const parameters = { grant_type: 'authorization_code', code: end.answer.get('code'), redirect_uri: portal.redirectUri, code_verifier: end.verifier };
  const { status, body } = await portal.token(parameters, { authentication: 'none' });
  assert.equal(status, 401);
  assert.equal(body.error, 'invalid_client');
});

test('2.5: private_key_jwt is offered', () => {
  assert.ok(metadata.token_endpoint_auth_methods_supported.includes('private_key_jwt'));
});

test('2.6: the metadata says that PKCE is there', () => {
  assert.deepEqual(metadata.code_challenge_methods_supported, ['S256']);
});

test('4.2.4: pages of the provider send no referrer, and load nothing of others', async () => {
  const { headers } = await portal.authorize(new Browser());
  assert.match(headers.get('referrer-policy'), /no-referrer|same-origin/);
  assert.match(headers.get('content-security-policy'), /default-src 'none'|default-src 'self'/);
});

test('4.3.2: an access token in an address is not looked at', async () => {
  const { access_token } = await portal.signIn(browser());
  assert.equal((await userInfo({}, `?access_token=${access_token}`)).status, 401);
});

test('4.3.1: the answer can come by form_post, out of addresses', async () => {
  const end = await portal.authorize(browser(), { response_mode: 'form_post' });
  assert.equal(end.mode, 'form_post');
  assert.equal(end.left.search, '');
  assert.equal(end.answer.get('iss'), metadata.issuer);
  assert.equal(end.answer.get('state'), end.parameters.state);
  assert.equal((await portal.redeem(end)).status, 200);
});

test('4.4.2.1: every answer names its issuer, an error too', async () => {
  assert.equal(metadata.authorization_response_iss_parameter_supported, true);
  assert.equal(await refusal({ prompt: 'none' }), 'login_required');
});

test('4.5.3: a code is for the client that asked', async () => {
  const end = await portal.authorize(browser());
  const other = new RelyingParty({ id: 'backend', secret: 'backend-secret' });
  const { status, body } = await other.redeem(end, { redirect_uri: portal.redirectUri });
  assert.equal(status, 400);
  assert.match(body.error, /^(invalid_grant|unauthorized_client)$/);
});

for (const redirect_uri of ['http://localhost:5001/', null]) {
  test(`4.5.3: a code is for the redirect URI of the request: ${redirect_uri}`, async () => {
    const end = await portal.authorize(browser());
    const { status, body } = await portal.redeem(end, { redirect_uri });
    assert.equal(status, 400);
    assert.match(body.error, /^invalid_(grant|request)$/);
  });
}

test('4.5.3: the nonce comes back in the id_token', async () => {
  const { claims, parameters } = await portal.signIn(browser());
  assert.equal(claims.nonce, parameters.nonce);
});

test('4.7.1: the state comes back as it went', async () => {
  const state = 'ä &?=#"<>%20+';
  const { answer } = await portal.authorize(browser(), { state });
  assert.equal(answer.get('state'), state);
});

test('4.8.2: a verifier for a code that had no challenge cannot be, for there is no such code', async () => {
  assert.equal(await refusal({ code_challenge: null, code_challenge_method: null }), 'invalid_request');
});

test('4.9.3, 4.10: a dead token opens nothing', async () => {
  const { access_token } = await portal.signIn(browser());
  const body = new URLSearchParams({ token: access_token });
  const authorization = `Basic ${Buffer.from('demo-portal:portal-secret').toString('base64')}`;
  assert.equal((await fetch(metadata.revocation_endpoint, { method: 'POST', body, headers: { authorization } })).status, 200);
  assert.equal((await userInfo({ headers: { authorization: `Bearer ${access_token}` } })).status, 401);
});

test('4.11.2: a return address of the pages must be of this host', async () => {
  const page = await (await browser().fetch('/account/demo/sign-in?returnUrl=https%3A%2F%2Fevil.example%2F')).text();
  assert.ok(!/["']https:\/\/evil\.example/.test(page));
  await assert.rejects(browser().signIn({ returnUrl: 'https://evil.example/' }), /400/);
});

test('4.12: the way back to the client is no 307 and no 308', async () => {
  const own = browser();
  await portal.signIn(own);
  const response = await own.fetch(portal.request().url);
  assert.ok([302, 303].includes(response.status), String(response.status));
});

test('4.13: what a proxy would add is not believed from strangers', async () => {
  const address = new URL('/.well-known/openid-configuration', issuer);
  const forged = await (await fetch(address, { headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' } })).json();
  assert.equal(forged.issuer, metadata.issuer);
});

test('4.15.1: a client can take nobody’s sub', async () => {
  const machine = new RelyingParty({ id: 'backend', secret: 'backend-secret' });
  const { body } = await machine.token({ grant_type: 'client_credentials', scope: 'passkeys.backend' });
  assert.equal(claimsOf(body.access_token).sub, undefined);
});

test('4.16: no page of the provider can be framed', async () => {
  const { headers } = await portal.authorize(new Browser());
  assert.match(headers.get('content-security-policy'), /frame-ancestors 'none'/);
});

