import { PasskeyError } from './PasskeyError.js';
import { checkSupport } from './checkSupport.js';
import { finishSignIn } from './finishSignIn.js';
import { getCredential } from './askAuthenticator.js';
import { request } from './request.js';
import { takeTurn } from './takeTurn.js';

// A ceremony is renewed this long before it expires: picking a passkey and proving oneself takes a while.
const marginInMilliseconds = 60_000;
const shortestWaitInMilliseconds = 10_000;

/**
 * Offers passkeys in the autofill of a field with `autocomplete="username webauthn"`, and signs in with the one that the person picks.
 * It waits as long as the page lives and renews its ceremony before it expires. A sign-in or a registration stops it: call it again when that failed.
 * Nobody pressed anything yet, so an offer that the browser or the person puts away is no error.
 *
 * @param {import('./index.js').AutofillOptions} options
 * @returns {Promise<import('./index.js').SignedIn | null>} null when it was stopped, put away, or is not supported
 */
export async function autofill(options) {
  if (!(await checkSupport()).conditionalGet) return null;
  const begun = await takeTurn({ conditional: true, signal: options.signal }, (signal) => untilPicked(options, signal));
  return begun && finishSignIn({ ...options, ...begun });
}

/**
 * @param {import('./index.js').AutofillOptions} options
 * @param {AbortSignal} signal
 */
async function untilPicked(options, signal) {
  try {
    while (!signal.aborted) {
      const begun = await oneCeremony(options, signal);
      if (begun) return begun;
    }
  } catch (error) {
    if (!(error instanceof PasskeyError && error.tag === 'cancelled')) throw error;
  }
  return null;
}

/**
 * @param {import('./index.js').AutofillOptions} options
 * @param {AbortSignal} signal
 * @returns {Promise<import('./index.js').SignInBegun | null>} null when it was stopped, or has to be renewed
 */
async function oneCeremony({ clientId, scope, returnUrl, rpId, ...options }, signal) {
  const expiry = new AbortController();
  const stop = () => expiry.abort();
  signal.addEventListener('abort', stop);
  let timer;
  try {
    const { answer, date } = await request({ ...options, signal }, 'POST', 'login/webauthn/options', { clientId, scope, returnUrl, rpId, mediation: 'conditional' });
    const lifetime = Date.parse(answer.expiresAt) - date - marginInMilliseconds;
    timer = setTimeout(stop, Math.max(lifetime, shortestWaitInMilliseconds));
    return { ceremony: answer.ceremony, credential: await getCredential(answer.publicKey, expiry.signal, options, 'conditional') };
  } catch (error) {
    if (expiry.signal.aborted) return null;
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
