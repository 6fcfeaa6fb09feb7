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
 * @param {boolean} conditional whether the passkeys are offered in the autofill of a field
 * @returns {Promise<object>} AuthenticationResponseJSON
 */
export function getCredential(publicKey, signal, conditional) {
  const mediation = conditional ? { mediation: /** @type {const} */ ('conditional') } : {};
  return ask(publicKey.timeout, false, signal, () => navigator.credentials.get({ publicKey: parseRequestOptions(publicKey), signal, ...mediation }));
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
