import { PasskeyError } from './PasskeyError.js';
import { fromDomException } from './fromDomException.js';
import { parseCreationOptions, parseRequestOptions, toJson } from './codec.js';

/**
 * navigator.credentials.create with the server's options as they are.
 *
 * @param {PublicKeyCredentialCreationOptionsJSON} publicKey
 * @param {AbortSignal} signal
 * @returns {Promise<object>} RegistrationResponseJSON
 */
export function createCredential(publicKey, signal) {
  return ask(publicKey.timeout, true, signal, () => navigator.credentials.create({ publicKey: parseCreationOptions(publicKey), signal }));
}

/**
 * navigator.credentials.get with the server's options as they are.
 *
 * @param {PublicKeyCredentialRequestOptionsJSON} publicKey
 * @param {AbortSignal} signal
 * @param {'conditional' | 'immediate'} [mediation] conditional: the passkeys are offered in the autofill of a field; immediate: only one that is at hand
 * @returns {Promise<object>} AuthenticationResponseJSON
 */
export function getCredential(publicKey, signal, mediation) {
  return ask(publicKey.timeout, false, signal, () => {
    const options = { publicKey: parseRequestOptions(publicKey), signal };
    return mediation === 'immediate' ? getImmediately(options) : navigator.credentials.get(mediation ? { ...options, mediation } : options);
  });
}

/**
 * The first browsers that offered it called it a mediation, later ones a mode of the user interface; they refuse what they do not know before they show anything.
 *
 * @param {CredentialRequestOptions} options
 */
async function getImmediately(options) {
  try {
    return await navigator.credentials.get(/** @type {any} */ ({ ...options, mediation: 'immediate' }));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return navigator.credentials.get(/** @type {any} */ ({ ...options, uiMode: 'immediate' }));
  }
}

/**
 * @param {number | undefined} timeout milliseconds
 * @param {boolean} creating
 * @param {AbortSignal} signal
 * @param {() => Promise<Credential | null>} call
 */
async function ask(timeout, creating, signal, call) {
  if (typeof PublicKeyCredential !== 'function') throw new PasskeyError('unsupported', 'This browser has no passkeys.');
  const start = performance.now();
  try {
    signal.throwIfAborted();
    const credential = await call();
    if (!credential) throw new PasskeyError('cancelled', 'The passkey was not used.');
    return toJson(/** @type {PublicKeyCredential} */ (credential));
  } catch (error) {
    const timedOut = timeout !== undefined && performance.now() - start >= timeout;
    throw fromDomException(error, { creating, aborted: signal.aborted, timedOut });
  }
}
