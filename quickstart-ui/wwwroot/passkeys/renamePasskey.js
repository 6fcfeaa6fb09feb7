import { request } from './request.js';
import { signalAccepted } from './signalAccepted.js';

/**
 * Gives a passkey another name.
 *
 * @param {import('./index.js').RenamePasskeyOptions} options
 * @returns {Promise<import('./index.js').Passkey>}
 */
export async function renamePasskey({ id, name, ...options }) {
  const { answer } = await request(options, 'PATCH', `passkeys/${encodeURIComponent(id)}`, { name });
  await signalAccepted(answer.signals);
  return answer;
}
