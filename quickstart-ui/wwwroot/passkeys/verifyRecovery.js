import { request } from './request.js';

/**
 * Goes on with the code of the recovery's mail; `register` with the `signup` of the answer makes the new passkey.
 *
 * @param {import('./index.js').VerifyRecoveryOptions} options
 * @returns {Promise<import('./index.js').SignUpStarted>}
 */
export async function verifyRecovery({ identifier, code, ...options }) {
  return (await request(options, 'POST', 'recovery/verify', { identifier, code })).answer;
}
