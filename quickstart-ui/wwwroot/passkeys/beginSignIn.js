import { PasskeyError } from './PasskeyError.js';
import { checkSupport } from './checkSupport.js';
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
export async function beginSignIn({ identifier, clientId, scope, returnUrl, rpId, mediation, ...options }) {
  if (mediation === 'immediate' && !(await checkSupport()).immediateGet)
    throw new PasskeyError('unsupported', 'This browser does not say at once whether it has a passkey.');
  return takeTurn({ conditional: false, signal: options.signal }, async (signal) => {
    const { answer } = await request({ ...options, signal }, 'POST', 'login/webauthn/options', { identifier, clientId, scope, returnUrl, rpId, mediation });
    return { ceremony: answer.ceremony, credential: await getCredential(answer.publicKey, signal, options, mediation) };
  });
}
