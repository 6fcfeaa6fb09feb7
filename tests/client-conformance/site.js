// The pool "demo" of a host in Development, over its HTTP contract.
import { randomUUID } from 'node:crypto';
import { SoftwareAuthenticator } from './authenticator.js';

export const passkeyGrant = 'urn:passkeys:params:oauth:grant-type:webauthn';
export const everyScope = 'openid profile email offline_access passkeys demo-api';

const address = process.env.PASSKEYS_BASE_ADDRESS?.replace(/\/$/, '');
if (!address) throw new Error('PASSKEYS_BASE_ADDRESS must name a started host; ./run.sh starts one.');

export const issuer = new URL(address);

async function post(path, body) {
  return read(path, await fetch(`${address}/identity/demo/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }));
}

async function read(path, response) {
  const answer = await response.json();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

/** Somebody new, with a passkey. */
export async function signUp() {
  const authenticator = new SoftwareAuthenticator(issuer.origin);
  const identifier = `${randomUUID()}@conformance.example`;
  const { signup } = await post('signup', { identifier, displayName: 'Robin Example' });
  const { ceremony, publicKey } = await post('register/webauthn/begin', { signup });
  await post('register/webauthn/finish', { signup, ceremony, credential: authenticator.register(publicKey) });
  return { authenticator, identifier };
}

/** The parameters of the passkey grant for an assertion of this person. */
export async function assertion(person, clientId) {
  const { ceremony, publicKey } = await post('login/webauthn/options', { clientId });
  return { ceremony, credential: JSON.stringify(person.authenticator.sign(publicKey)) };
}

/** The parameters of the passkey grant for a result code of this person. */
export async function resultCode(person, clientId) {
  const { ceremony, publicKey } = await post('login/webauthn/options', { clientId });
  const { code } = await post('login/webauthn/finish', { ceremony, credential: person.authenticator.sign(publicKey) });
  return { code };
}

/** Signs a person in at the provider itself. Where its pages would go on to. */
export async function signInAt(send, person, pool, returnUrl) {
  const path = `/identity/${pool}/login/webauthn`;
  const { ceremony, publicKey } = await read(path, await send(`${path}/options`, {}));
  const credential = person.authenticator.sign(publicKey);
  const { redirect } = await read(path, await send(`${path}/finish`, { ceremony, credential, ...(returnUrl ? { returnUrl } : {}) }));
  return redirect;
}
