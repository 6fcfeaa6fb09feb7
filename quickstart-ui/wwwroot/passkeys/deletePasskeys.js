import { request } from './request.js';
import { signalAccepted } from './signalAccepted.js';

/**
 * Removes the passkeys that a back end chose with an operation token of type delete, and tells the device.
 *
 * @param {import('./index.js').OperationOptions} options
 * @returns {Promise<import('./index.js').PasskeysDeleted>}
 */
export async function deletePasskeys(options) {
  const { answer } = await request(options, 'POST', 'passkeys/delete', {});
  await signalAccepted(answer.signals);
  return answer;
}
