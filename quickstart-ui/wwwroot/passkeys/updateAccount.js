import { request } from './request.js';
import { signalAccepted } from './signalAccepted.js';

/**
 * Applies the change that a back end prepared with an operation token of type update, and tells the device.
 *
 * @param {import('./index.js').OperationOptions} options
 * @returns {Promise<import('./index.js').AccountUpdated>}
 */
export async function updateAccount(options) {
  const { answer } = await request(options, 'POST', 'passkeys/update', {});
  await signalAccepted(answer.signals);
  return answer;
}
