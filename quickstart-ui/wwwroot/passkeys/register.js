import { createCredential } from './askAuthenticator.js';
import { request } from './request.js';
import { signalAccepted } from './signalAccepted.js';
import { takeTurn } from './takeTurn.js';

/**
 * Makes a passkey: for a sign-up, an invitation or a recovery when there is a `signup`, for whom a back end says when there is an `operationToken`,
 * else for the person who is signed in.
 *
 * @param {import('./index.js').RegisterOptions} options
 * @returns {Promise<import('./index.js').Registered>}
 */
export async function register({ signup, name, removeOthers, ...options }) {
  const made = await takeTurn({ conditional: false, signal: options.signal }, async (signal) => {
    const { answer } = await request({ ...options, signal }, 'POST', 'register/webauthn/begin', { signup, name });
    return { ceremony: answer.ceremony, credential: await createCredential(answer.publicKey, signal, options) };
  });
  const { answer } = await request(options, 'POST', 'register/webauthn/finish', { ...made, signup, name, removeOthers });
  await signalAccepted(answer.signals);
  return answer;
}
