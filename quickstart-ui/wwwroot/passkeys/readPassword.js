import { request } from './request.js';

/**
 * Whether the person who is signed in has a password.
 *
 * @param {import('./index.js').PoolOptions} options
 * @returns {Promise<import('./index.js').PasswordState>}
 */
export async function readPassword(options) {
  return (await request(options, 'GET', 'password')).answer;
}
