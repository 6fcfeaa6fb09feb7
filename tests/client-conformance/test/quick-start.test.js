// The code that the administration shows for Node runs as it is.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Browser } from '../browser.js';
import { registered } from '../registered.js';
import { issuer, signUp } from '../site.js';

// Below this folder, where openid-client is found.
const folder = mkdtempSync(join(import.meta.dirname, '..', 'quick-start-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const basic = Buffer.from('admin-cli:admin-secret').toString('base64');

async function sample(client, id) {
  const answer = await fetch(new URL('/connect/token', issuer), {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'passkeys.admin' }),
  });
  const { access_token } = await answer.json();
  const quickStart = await fetch(new URL(`/admin/api/clients/${client}/quick-start?pool=demo`, issuer), { headers: { authorization: `Bearer ${access_token}` } });
  const { samples } = await quickStart.json();
  const file = join(folder, `${client}-${id}.mjs`);
  writeFileSync(file, samples.find((each) => each.id === id).code);
  return file;
}

test('the one for Node signs a person in', async () => {
  const app = spawn(process.execPath, [await sample('conformance-web', 'node')], { env: { ...process.env, PASSKEYS_CLIENT_SECRET: registered.secret }, stdio: 'inherit' });
  after(() => app.kill());
  for (let tries = 0; tries < 100; tries++) {
    if (await fetch(`${registered.web}/`, { redirect: 'manual' }).then(() => true, () => false)) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const begun = await fetch(`${registered.web}/`, { redirect: 'manual' });
  const browser = new Browser(await signUp());
  const { left } = await browser.open(new URL(begun.headers.get('location')));
  const completed = await fetch(left, { headers: { cookie: begun.headers.get('set-cookie').split(';')[0] } });
  const claims = await completed.json();
  assert.equal(claims.aud, 'conformance-web');
  assert.equal(claims.pool, 'demo');
});

test('the ones of a public client can be read', async () => {
  for (const id of ['node', 'spa']) assert.equal(spawnSync(process.execPath, ['--check', await sample('conformance-spa', id)]).status, 0, id);
});
