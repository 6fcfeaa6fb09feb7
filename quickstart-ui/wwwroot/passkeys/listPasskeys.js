import { request } from './request.js';

/**
 * The passkeys of the person who is signed in, or whom the operation token is for.
 *
 * @param {import('./index.js').PoolOptions} options
 * @returns {Promise<import('./index.js').PasskeyList>}
 */
export async function listPasskeys(options) {
  return (await request(options, 'GET', 'passkeys')).answer;
}
