import { request } from './request.js';

/**
 * Takes the password away. The last way to sign in goes only with `confirmLast`; without it the error's tag is `last-credential`.
 *
 * @param {import('./index.js').RemovePasswordOptions} options
 * @returns {Promise<void>}
 */
export async function removePassword({ confirmLast = false, ...options }) {
  await request(options, 'DELETE', `password${confirmLast ? '?confirm=last_credential' : ''}`);
}
