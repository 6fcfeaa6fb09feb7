import { beginSignIn } from './beginSignIn.js';
import { finishSignIn } from './finishSignIn.js';

/**
 * Signs in with a passkey: of the account named by `identifier`, or whichever the person picks. Stops a running autofill first.
 * With `mediation: 'immediate'` only a passkey that is at hand is offered; without one the error's tag is `cancelled` at once, and a page shows its form.
 *
 * @param {import('./index.js').SignInOptions} options
 * @returns {Promise<import('./index.js').SignedIn>}
 */
export async function signIn(options) {
  return finishSignIn({ ...options, ...(await beginSignIn(options)) });
}
