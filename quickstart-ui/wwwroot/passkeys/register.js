import { createCredential } from './askAuthenticator.js';
import { request } from './request.js';
import { signalAccepted } from './signalAccepted.js';
import { takeTurn } from './takeTurn.js';

/**
 * Makes a passkey: for a sign-up when there is a `signup`, else for the person who is signed in.
 *
 * @param {import('./index.js').RegisterOptions} options
 * @returns {Promise<import('./index.js').Registered>}
 */
export async function register({ signup, name, ...options }) {
  const made = await takeTurn({ conditional: false, signal: options.signal }, async (signal) => {
    const { answer } = await request({ ...options, signal }, 'POST', 'register/webauthn/begin', { signup, name });
    return { ceremony: answer.ceremony, credential: await createCredential(answer.publicKey, signal) };
  });
  const { answer } = await request(options, 'POST', 'register/webauthn/finish', { ...made, signup, name });
  await signalAccepted(answer.signals);
  return answer;
}
