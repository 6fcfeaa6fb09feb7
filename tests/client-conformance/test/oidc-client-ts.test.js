// A public client in a real browser, on an origin of its own: oidc-client-ts, everything over CORS and redirects.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { launch, openPage } from '../chromium.js';
import { registered } from '../registered.js';
import { issuer, signUp } from '../site.js';

const timeout = 60_000;
const library = await readFile(new URL('../node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js', import.meta.url));
const app = await readFile(new URL('../spa/app.js', import.meta.url));
const page = (scope) => `<!doctype html><html lang="en" data-authority="${issuer.origin}" data-scope="${scope}"><meta charset="utf-8"><title>App</title>
<script src="/oidc.js"></script><script type="module" src="/app.js"></script><p>App</p></html>`;

let scope = 'openid profile email offline_access demo-api';
let chromium;
let person;

const server = createServer((request, response) => {
  const script = { '/oidc.js': library, '/app.js': app }[request.url];
  response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html; charset=utf-8' }).end(script ?? page(scope));
});

before(async () => {
  await new Promise((resolve) => server.listen(Number(new URL(registered.spa).port), 'localhost', resolve));
  chromium = await launch();
  person = await signUp();
});

after(async () => {
  await chromium?.close();
  server.close();
});

/** A page of the application after a sign-in by the passkey that the browser offers in the provider's field. */
async function signedIn(ofScope = 'openid profile email offline_access demo-api') {
  scope = ofScope;
  const tab = await openPage(chromium, person);
  await tab.goto(`${registered.spa}/`);
  await ready(tab, '/');
  await tab.evaluate(() => void window.app.signIn());
  await ready(tab, '/callback');
  return tab;
}

const ready = (tab, path) => tab.waitForSelector(`html[data-ready="${path}"]`, { state: 'attached', timeout });

test('signs in, and reads userinfo across origins', { timeout }, async () => {
  const tab = await signedIn();
  const { profile, scope: granted, refresh } = await tab.evaluate(() => window.app.user());
  assert.equal(profile.email, person.identifier);
  assert.equal(profile.pool, 'demo');
  assert.ok(granted.includes('demo-api') && refresh);
});

test('renews with its refresh token', { timeout }, async () => {
  const tab = await signedIn();
  const first = await tab.evaluate(() => window.app.user());
  const second = await tab.evaluate(() => window.app.renew());
  assert.notEqual(second.access_token, first.access_token);
  assert.equal(second.profile.sub, first.profile.sub);
});

// RFC 8252 §8.6: any program on the device could be behind http://localhost, and nothing proves who a public client is.
test('is not renewed behind the person’s back, in a frame with prompt=none, where http would get the answer', { timeout }, async () => {
  const tab = await signedIn('openid demo-api');
  assert.equal((await tab.evaluate(() => window.app.user())).refresh, false);
  assert.equal(await tab.evaluate(() => window.app.refusedRenewal()), 'consent_required');
});

test('revokes its tokens', { timeout }, async () => {
  const tab = await signedIn();
  const { access_token } = await tab.evaluate(() => window.app.user());
  await tab.evaluate(() => window.app.revoke());
  const { status } = await fetch(new URL('/connect/userinfo', issuer), { headers: { authorization: `Bearer ${access_token}` } });
  assert.equal(status, 401);
});

test('signs out, and is not renewed any more', { timeout }, async () => {
  const tab = await signedIn('openid demo-api');
  await tab.evaluate(() => void window.app.signOut());
  await ready(tab, '/');
  assert.equal(await tab.evaluate(() => window.app.user()), null);
  assert.equal(await tab.evaluate(() => window.app.refusedRenewal()), 'login_required');
});
