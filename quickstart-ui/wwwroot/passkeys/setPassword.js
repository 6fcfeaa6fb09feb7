import { request } from './request.js';

/**
 * Gives the person who is signed in a password, or another one. It needs a recent sign-in.
 *
 * @param {import('./index.js').SetPasswordOptions} options
 * @returns {Promise<void>}
 */
export async function setPassword({ password, ...options }) {
  await request(options, 'PUT', 'password', { password });
}
