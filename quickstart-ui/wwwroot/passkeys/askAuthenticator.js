import { PasskeyError } from './PasskeyError.js';
import { fromDomException } from './fromDomException.js';
import { parseCreationOptions, parseRequestOptions, toJson } from './codec.js';
import { reportFailure } from './reportFailure.js';

/** @typedef {import('./index.js').PoolOptions & import('./index.js').ReportOptions} PoolToTell where a failure is reported */

/**
 * navigator.credentials.create with the server's options as they are.
 *
 * @param {PublicKeyCredentialCreationOptionsJSON} publicKey
 * @param {AbortSignal} signal
 * @param {PoolToTell} pool
 * @returns {Promise<object>} RegistrationResponseJSON
 */
export function createCredential(publicKey, signal, pool) {
  return ask({ timeout: publicKey.timeout, creating: true, signal, pool }, () => navigator.credentials.create({ publicKey: parseCreationOptions(publicKey), signal }));
}

/**
 * navigator.credentials.get with the server's options as they are.
 *
 * @param {PublicKeyCredentialRequestOptionsJSON} publicKey
 * @param {AbortSignal} signal
 * @param {PoolToTell} pool
 * @param {'conditional' | 'immediate'} [mediation] conditional: the passkeys are offered in the autofill of a field; immediate: only one that is at hand
 * @returns {Promise<object>} AuthenticationResponseJSON
 */
export function getCredential(publicKey, signal, pool, mediation) {
  return ask({ timeout: publicKey.timeout, creating: false, signal, pool, mediation }, () => {
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
 * @param {{ timeout: number | undefined, creating: boolean, signal: AbortSignal, pool: PoolToTell, mediation?: string | undefined }} ceremony timeout in milliseconds
 * @param {() => Promise<Credential | null>} call
 */
async function ask({ timeout, creating, signal, pool, mediation }, call) {
  const start = performance.now();
  try {
    if (typeof PublicKeyCredential !== 'function') throw new PasskeyError('unsupported', 'This browser has no passkeys.');
    signal.throwIfAborted();
    const credential = await call();
    if (!credential) throw new PasskeyError('cancelled', 'The passkey was not used.');
    return toJson(/** @type {PublicKeyCredential} */ (credential));
  } catch (error) {
    const timedOut = timeout !== undefined && performance.now() - start >= timeout;
    const failure = fromDomException(error, { creating, aborted: signal.aborted, timedOut });
    reportFailure(pool, creating ? 'registration' : 'authentication', failure, { aborted: signal.aborted, mediation });
    throw failure;
  }
}
