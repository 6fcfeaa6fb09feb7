import { getCredential } from './askAuthenticator.js';
import { request } from './request.js';
import { takeTurn } from './takeTurn.js';

/**
 * The first half of a sign-in: options and assertion. Its result is what a token endpoint takes with the passkey grant
 * (`ceremony`, and `JSON.stringify(credential)`), and what `finishSignIn` takes here.
 *
 * @param {import('./index.js').BeginSignInOptions} options
 * @returns {Promise<import('./index.js').SignInBegun>}
 */
export function beginSignIn({ identifier, clientId, scope, returnUrl, ...options }) {
  return takeTurn({ conditional: false, signal: options.signal }, async (signal) => {
    const { answer } = await request({ ...options, signal }, 'POST', 'login/webauthn/options', { identifier, clientId, scope, returnUrl });
    return { ceremony: answer.ceremony, credential: await getCredential(answer.publicKey, signal, false) };
  });
}
