import { request } from './request.js';
import { signalAccepted } from './signalAccepted.js';

/**
 * Removes a passkey, and tells the device. The last way to sign in goes only with `confirmLast`; without it the error's tag is `last-credential`.
 *
 * @param {import('./index.js').RemovePasskeyOptions} options
 * @returns {Promise<import('./index.js').Removed>}
 */
export async function removePasskey({ id, confirmLast = false, ...options }) {
  const confirmation = confirmLast ? '?confirm=last_credential' : '';
  const { answer } = await request(options, 'DELETE', `passkeys/${encodeURIComponent(id)}${confirmation}`);
  await signalAccepted(answer.signals);
  return answer;
}
