import { beginSignIn } from './beginSignIn.js';
import { finishSignIn } from './finishSignIn.js';

/**
 * Signs in with a passkey: of the account named by `identifier`, or whichever the person picks. Stops a running autofill first.
 *
 * @param {import('./index.js').SignInOptions} options
 * @returns {Promise<import('./index.js').SignedIn>}
 */
export async function signIn(options) {
  return finishSignIn({ ...options, ...(await beginSignIn(options)) });
}
