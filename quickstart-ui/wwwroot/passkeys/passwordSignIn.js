import { finishSignIn } from './finishSignIn.js';
import { getCredential } from './askAuthenticator.js';
import { request } from './request.js';
import { takeTurn } from './takeTurn.js';

/**
 * Signs in with a password; where the pool wants a passkey after it, with that too. There the passkey is asked for whether or not the password
 * was right, and the refusal at the end does not tell which of them was wrong.
 *
 * @param {import('./index.js').PasswordSignInOptions} options
 * @returns {Promise<import('./index.js').SignedIn>}
 */
export async function passwordSignIn({ identifier, password, clientId, scope, returnUrl, onPasskey, ...options }) {
  const first = await takeTurn({ conditional: false, signal: options.signal }, async (signal) => {
    const { answer } = await request({ ...options, signal }, 'POST', 'login/password', { identifier, password, clientId, scope, returnUrl });
    if (answer.next !== 'passkey') return answer;
    onPasskey?.();
    return { ceremony: answer.ceremony, credential: await getCredential(answer.publicKey, signal, options) };
  });
  return first.credential ? finishSignIn({ ...options, ...first, returnUrl }) : first;
}
