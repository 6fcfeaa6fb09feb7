import { request } from './request.js';

/**
 * The passkeys of the person who is signed in.
 *
 * @param {import('./index.js').PoolOptions} options
 * @returns {Promise<import('./index.js').PasskeyList>}
 */
export async function listPasskeys(options) {
  return (await request(options, 'GET', 'passkeys')).answer;
}
