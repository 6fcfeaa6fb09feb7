import { request } from './request.js';

/**
 * Asks for a mail with a code and a link, for who has no passkey at hand any more. The answer is the same whether or not the identifier exists.
 *
 * @param {import('./index.js').AccountOptions} options
 * @returns {Promise<void>}
 */
export async function recover({ identifier, ...options }) {
  await request(options, 'POST', 'recovery', { identifier });
}
