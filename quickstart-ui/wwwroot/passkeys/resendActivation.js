import { request } from './request.js';

/**
 * Asks for the activation's mail once more. The answer is the same whether or not an account waits for it.
 *
 * @param {import('./index.js').AccountOptions} options
 * @returns {Promise<void>}
 */
export async function resendActivation({ identifier, ...options }) {
  await request(options, 'POST', 'activate/resend', { identifier });
}
