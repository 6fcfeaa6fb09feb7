// A sign-out that an application begins, and what the provider tells the application meanwhile.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { Browser } from '../browser.js';
import { registered } from '../registered.js';
import { RelyingParty, metadata } from '../relying-party.js';
import { issuer, signUp } from '../site.js';

const web = new RelyingParty({ id: 'conformance-web', secret: registered.secret, redirectUri: `${registered.web}/callback` });
const post_logout_redirect_uri = `${registered.web}/signed-out`;
const event = 'http://schemas.openid.net/event/backchannel-logout';

let config;
let person;
let told = [];
let status = 200;
const waiting = [];

// What the application listens on for the provider.
const application = createServer(async (request, response) => {
  const body = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
  response.writeHead(status, { 'cache-control': 'no-store' }).end();
  told.push({ path: request.url, type: request.headers['content-type'], token: body.get('logout_token') });
  waiting.splice(0).forEach((resolve) => resolve());
});

before(async () => {
  await new Promise((resolve) => application.listen(Number(new URL(registered.web).port), 'localhost', resolve));
  config = await client.discovery(issuer, 'conformance-web', undefined, client.ClientSecretBasic(registered.secret), { execute: [client.allowInsecureRequests] });
  person = await signUp();
});

after(() => application.close());

/** What the provider tells about a session, once it has. */
async function toldAbout(sid) {
  for (;;) {
    const found = told.find(({ token }) => token && JSON.parse(Buffer.from(token.split('.')[1], 'base64url')).sid === sid);
    if (found) return found;
    await new Promise((resolve) => waiting.push(resolve));
  }
}

const endSession = (tokens, changes = {}) =>
  client.buildEndSessionUrl(config, { post_logout_redirect_uri, id_token_hint: tokens.id_token, state: 'of the logout', ...changes });

test('the browser comes back with the state, signed out', async () => {
  const browser = new Browser(person);
  const tokens = await web.signIn(browser);
  const { left } = await browser.open(endSession(tokens));
  assert.equal(left.origin + left.pathname, post_logout_redirect_uri);
  assert.equal(left.searchParams.get('state'), 'of the logout');
  assert.equal((await web.authorize(browser, { prompt: 'none' })).answer.get('error'), 'login_required');
});

test('the application is told, in a token that verifies', { timeout: 60_000 }, async () => {
  const browser = new Browser(person);
  const tokens = await web.signIn(browser);
  await browser.open(endSession(tokens));
  const { path, type, token } = await toldAbout(tokens.claims.sid);
  assert.equal(path, '/backchannel-logout');
  assert.match(type, /^application\/x-www-form-urlencoded/);
  const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(metadata.jwks_uri)), {
    issuer: metadata.issuer,
    audience: 'conformance-web',
    typ: 'logout+jwt',
    requiredClaims: ['iat', 'exp', 'jti', 'sid', 'events'],
  });
  assert.deepEqual(payload.events, { [event]: {} });
  assert.equal(payload.sub, tokens.claims.sub);
  assert.equal(payload.nonce, undefined);
  assert.notEqual(decodeProtectedHeader(token).alg, 'none');
});

test('a sign-out at the provider itself is told as well', { timeout: 60_000 }, async () => {
  const browser = new Browser(person);
  const tokens = await web.signIn(browser);
  await browser.open(endSession(tokens, { post_logout_redirect_uri: undefined, state: undefined }));
  assert.ok(await toldAbout(tokens.claims.sid));
});

test('an application that could not be told is told again', { timeout: 120_000 }, async () => {
  const browser = new Browser(person);
  const tokens = await web.signIn(browser);
  status = 503;
  await browser.open(endSession(tokens));
  const first = await toldAbout(tokens.claims.sid);
  status = 200;
  told = told.filter((each) => each !== first);
  assert.ok(await toldAbout(tokens.claims.sid));
});

test('an address that is not registered is not gone to', async () => {
  const browser = new Browser(person);
  const tokens = await web.signIn(browser);
  const { left } = await browser.open(endSession(tokens, { post_logout_redirect_uri: `${registered.web}/another` }));
  assert.equal(left, undefined);
});
