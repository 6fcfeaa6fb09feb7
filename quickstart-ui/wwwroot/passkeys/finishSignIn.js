import { PasskeyError } from './PasskeyError.js';
import { request } from './request.js';
import { signalUnknown } from './signalUnknown.js';

/**
 * The second half of a sign-in. A passkey that the pool does not know is signalled away, unless the server says that it belongs to someone else.
 *
 * @param {import('./index.js').FinishSignInOptions} options
 * @returns {Promise<import('./index.js').SignedIn>}
 */
export async function finishSignIn({ ceremony, credential, returnUrl, ...options }) {
  try {
    const { answer } = await request(options, 'POST', 'login/webauthn/finish', { ceremony, credential, returnUrl });
    return { ...answer, attachment: /** @type {any} */ (credential).authenticatorAttachment ?? undefined };
  } catch (error) {
    if (error instanceof PasskeyError && error.tag === 'orphaned') await forget(error);
    throw error;
  }
}

/** @param {PasskeyError} error */
async function forget(error) {
  const problem = /** @type {any} */ (error.cause);
  error.signalled = problem.signal !== false && (await signalUnknown(problem));
}
