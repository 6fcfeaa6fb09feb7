import { request } from './request.js';

/**
 * Activates an account with the code from the mail.
 *
 * @param {import('./index.js').ActivateOptions} options
 * @returns {Promise<void>}
 */
export async function activate({ identifier, code, signup, ...options }) {
  await request(options, 'POST', 'activate', { identifier, code, signup });
}
