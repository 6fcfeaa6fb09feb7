// The SDK as an application gets it from npm, without a browser: what it exports, what it sends, and how it names what goes wrong.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import * as sdk from '@passkeys/browser';

const json = (status, body, headers = {}) => new Response(body === undefined ? null : JSON.stringify(body), { status, headers });
const demo = { pool: 'demo', baseUrl: 'https://login.example' };

/** Answers the calls in turn, and remembers them; reports apart, which come when they come. */
function answer(...answers) {
  const calls = Object.assign([], { reports: [] });
  globalThis.fetch = async (url, options) => {
    if (url.endsWith('/reports')) {
      calls.reports.push({ url, ...options });
      return json(202, {});
    }
    calls.push({ url, ...options });
    const next = answers.shift();
    if (next instanceof Error) throw next;
    return next;
  };
  return calls;
}

/** A browser whose authenticator answers so. */
function device(get, create = get, capabilities = {}) {
  globalThis.PublicKeyCredential = class {
    static getClientCapabilities = async () => capabilities;
    static isConditionalMediationAvailable = async () => false;
    static parseRequestOptionsFromJSON = (options) => options;
    static parseCreationOptionsFromJSON = (options) => options;
  };
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { credentials: { get, create } } });
}

const fails = (name) => async () => {
  throw Object.assign(new Error('no'), { name });
};
const begun = () => json(200, { ceremony: 'c', expiresAt: '2030-01-01T00:00:00Z', publicKey: { challenge: 'AA', timeout: 60_000 } });
const assertion = { toJSON: () => ({ id: 'AA', type: 'public-key' }) };
const tagOf = async (call) => (await call.then(() => assert.fail('it succeeded'), (error) => error)).tag;

test('Everything that is typed is exported, and nothing else', async () => {
  const types = await readFile(new URL(import.meta.resolve('@passkeys/browser').replace('index.js', 'index.d.ts')), 'utf8');
  const typed = [...types.matchAll(/^export (?:function|class) (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(Object.keys(sdk).sort(), typed.sort());
});

test('Everything that is exported is in the README', async () => {
  const readme = await readFile(new URL(import.meta.resolve('@passkeys/browser').replace('index.js', 'README.md')), 'utf8');
  for (const name of Object.keys(sdk)) assert.ok(readme.includes(`\`${name}`), name);
});

test('What the browser answers gets its tag', async () => {
  for (const [name, signing, creating] of [
    ['NotAllowedError', 'cancelled', 'cancelled'],
    ['AbortError', 'cancelled', 'cancelled'],
    ['TimeoutError', 'timeout', 'timeout'],
    ['SecurityError', 'invalid-rp-id', 'invalid-rp-id'],
    ['InvalidStateError', 'other', 'duplicate'],
    ['NotSupportedError', 'unsupported', 'unsupported'],
    ['ConstraintError', 'unsupported', 'unsupported'],
    ['DataError', 'other', 'other'],
  ]) {
    device(fails(name));
    answer(begun(), begun());
    assert.equal(await tagOf(sdk.signIn(demo)), signing, name);
    assert.equal(await tagOf(sdk.register(demo)), creating, name);
  }
});

test('What has no other tag says what it is', async () => {
  device(fails('DataError'));
  answer(begun());
  const error = await sdk.signIn(demo).catch((thrown) => thrown);
  assert.deepEqual([error.name, error.tag, error.code, error.cause.name], ['PasskeyError', 'other', 'DataError', 'DataError']);
});

test('What failed in the browser is reported once, and names nobody', async () => {
  device(fails('ConstraintError'));
  const calls = answer(begun(), begun());
  await tagOf(sdk.signIn({ ...demo, identifier: 'ada', accessToken: 'at' }));
  await tagOf(sdk.register({ ...demo, accessToken: 'at' }));
  assert.deepEqual(calls.reports.map(({ body }) => JSON.parse(body)), [
    { ceremony: 'authentication', outcome: 'unsupported', code: 'ConstraintError' },
    { ceremony: 'registration', outcome: 'unsupported', code: 'ConstraintError' },
  ]);
  for (const { url, method, keepalive, credentials, headers } of calls.reports) {
    assert.deepEqual([url, method, keepalive, credentials], ['https://login.example/identity/demo/reports', 'POST', true, 'omit']);
    assert.deepEqual(headers, { 'Content-Type': 'application/json' });
  }
});

test('A passkey after a password that does not come is reported too', async () => {
  device(fails('NotAllowedError'));
  const calls = answer(json(200, { next: 'passkey', ceremony: 'c', publicKey: { challenge: 'AA' } }));
  await tagOf(sdk.passwordSignIn({ ...demo, identifier: 'ada', password: 'secret' }));
  assert.deepEqual(calls.reports.map(({ body }) => body), ['{"ceremony":"authentication","outcome":"cancelled","code":"NotAllowedError"}']);
});

test('Nothing is reported where the page does not want it, stopped it, or only asked what is at hand; nor what the server knows', async () => {
  device(fails('NotAllowedError'), undefined, { immediateGet: true });
  let calls = answer(begun());
  assert.equal(await tagOf(sdk.signIn({ ...demo, report: false })), 'cancelled');
  assert.equal(calls.reports.length, 0);
  calls = answer(begun());
  assert.equal(await tagOf(sdk.signIn({ ...demo, mediation: 'immediate' })), 'cancelled');
  assert.equal(calls.reports.length, 0);
  const stop = new AbortController();
  device(async () => {
    stop.abort();
    throw Object.assign(new Error('no'), { name: 'AbortError' });
  });
  calls = answer(begun());
  assert.equal(await tagOf(sdk.signIn({ ...demo, signal: stop.signal })), 'cancelled');
  assert.equal(calls.reports.length, 0);
  device(async () => assertion);
  calls = answer(begun(), json(401, { code: 'authentication_failed' }));
  assert.equal(await tagOf(sdk.signIn(demo)), 'refused');
  assert.equal(calls.reports.length, 0);
});

test('A report that fails changes nothing', async () => {
  for (const fail of [() => Promise.reject(new TypeError('offline')), () => { throw new TypeError('blocked'); }]) {
    device(fails('SecurityError'));
    answer(begun());
    const others = globalThis.fetch;
    globalThis.fetch = (url, options) => (url.endsWith('/reports') ? fail() : others(url, options));
    assert.equal(await tagOf(sdk.signIn(demo)), 'invalid-rp-id');
  }
});

test('A refusal that comes as late as the time-out is one', async (context) => {
  device(fails('NotAllowedError'));
  let now = 0;
  context.mock.method(performance, 'now', () => (now += 60_000));
  answer(begun());
  assert.equal(await tagOf(sdk.signIn(demo)), 'timeout');
});

test('What the server answers gets its tag', async () => {
  for (const [status, code, tag] of [
    [401, 'authentication_failed', 'refused'],
    [401, 'step_up_required', 'step-up'],
    [401, 'unknown_credential', 'orphaned'],
    [401, undefined, 'signed-out'],
    [409, 'duplicate_credential', 'duplicate'],
    [409, 'last_credential', 'last-credential'],
    [429, 'too_many_attempts', 'too-many'],
    [429, undefined, 'too-many'],
    [403, 'registration_disabled', 'problem'],
    [502, undefined, 'problem'],
  ]) {
    answer(json(status, { code }));
    assert.equal(await tagOf(sdk.removePasskey({ ...demo, id: 'x' })), tag, `${status} ${code}`);
  }
});

test('Too many tries say how long to wait', async () => {
  answer(json(429, { code: 'too_many_attempts' }, { 'Retry-After': '120' }));
  const error = await sdk.recover({ ...demo, identifier: 'ada@example.com' }).catch((thrown) => thrown);
  assert.equal(error.retryAfter, 120);
});

test('A server out of reach is told apart, and so is one that does not answer with JSON', async () => {
  answer(new TypeError('fetch failed'));
  assert.equal(await tagOf(sdk.listPasskeys(demo)), 'network');
  answer(new Response('<html>', { status: 200 }));
  assert.equal(await tagOf(sdk.listPasskeys(demo)), 'other');
});

test('An operation token stands where an access token would', async () => {
  for (const call of [sdk.listPasskeys, sdk.updateAccount, sdk.deletePasskeys]) {
    const calls = answer(json(200, {}));
    await call({ ...demo, operationToken: 'op', accessToken: 'at' });
    assert.equal(calls[0].headers.Authorization, 'Bearer op');
  }
});

test('A sign-in carries the operation token to its options, and the result back', async () => {
  device(async () => assertion);
  const calls = answer(begun(), json(200, { code: 'result' }));
  assert.equal((await sdk.signIn({ ...demo, clientId: 'backend', operationToken: 'op' })).code, 'result');
  assert.equal(calls[0].headers.Authorization, 'Bearer op');
});

test('An RP ID is asked for by name', async () => {
  device(async () => assertion);
  const calls = answer(begun(), json(200, { redirect: '/' }));
  await sdk.signIn({ ...demo, rpId: 'old.example' });
  assert.equal(JSON.parse(calls[0].body).rpId, 'old.example');
});

test('Only a passkey at hand is asked for where the browser can say so at once', async () => {
  const asked = [];
  device(async (options) => {
    asked.push(options.mediation);
    return assertion;
  }, undefined, { immediateGet: true });
  const calls = answer(begun(), json(200, { redirect: '/' }));
  await sdk.signIn({ ...demo, mediation: 'immediate' });
  assert.deepEqual(asked, ['immediate']);
  assert.equal(JSON.parse(calls[0].body).mediation, 'immediate');
});

test('A browser that calls it a mode of the user interface is asked so', async () => {
  const asked = [];
  device(async ({ mediation, uiMode }) => {
    if (mediation) throw new TypeError('immediate is not a valid mediation');
    asked.push(uiMode);
    return assertion;
  }, undefined, { immediateGet: true });
  answer(begun(), json(200, { redirect: '/' }));
  await sdk.signIn({ ...demo, mediation: 'immediate' });
  assert.deepEqual(asked, ['immediate']);
});

test('Without that the page is told at once, and nobody is asked', async () => {
  device(() => assert.fail('it asked'));
  const calls = answer();
  assert.equal(await tagOf(sdk.signIn({ ...demo, mediation: 'immediate' })), 'unsupported');
  assert.equal(calls.length, 0);
});

test('A password alone signs in where no passkey follows', async () => {
  device(() => assert.fail('it asked'));
  const calls = answer(json(200, { redirect: '/passkeys' }));
  assert.equal((await sdk.passwordSignIn({ ...demo, identifier: 'ada', password: 'a long password' })).redirect, '/passkeys');
  assert.equal(calls.length, 1);
});

test('A passkey follows the password where the pool wants one', async () => {
  device(async () => assertion);
  const calls = answer(json(200, { next: 'passkey', ceremony: 'c', publicKey: { challenge: 'AA' } }), json(200, { redirect: '/passkeys' }));
  let asked = 0;
  await sdk.passwordSignIn({ ...demo, identifier: 'ada', password: 'secret', onPasskey: () => asked++ });
  assert.equal(asked, 1);
  assert.deepEqual(calls.map(({ url }) => url.split('/demo/')[1]), ['login/password', 'login/webauthn/finish']);
  assert.ok(!calls[1].body.includes('secret'));
});

test('Without the JSON methods of the browser the encoders do what those do', async () => {
  let options;
  device(async ({ publicKey }) => {
    options = publicKey;
    return { id: '-_8', rawId: new Uint8Array([251, 255]).buffer, type: 'public-key', response: { clientDataJSON: new Uint8Array([1]).buffer, authenticatorData: new ArrayBuffer(0), signature: new Uint8Array([250]).buffer, userHandle: null } };
  });
  for (const name of ['parseRequestOptionsFromJSON', 'parseCreationOptionsFromJSON']) delete PublicKeyCredential[name];
  const calls = answer(json(200, { ceremony: 'c', publicKey: { challenge: '-_8', allowCredentials: [{ type: 'public-key', id: 'AQID' }] } }), json(200, { redirect: '/' }));
  await sdk.signIn(demo);
  assert.deepEqual([...options.challenge], [251, 255]);
  assert.deepEqual([...options.allowCredentials[0].id], [1, 2, 3]);
  assert.deepEqual(JSON.parse(calls[1].body).credential, {
    id: '-_8', rawId: '-_8', type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: 'AQ', authenticatorData: '', signature: '-g' },
  });
});
