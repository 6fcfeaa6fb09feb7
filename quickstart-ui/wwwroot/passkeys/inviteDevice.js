import { request } from './request.js';

/**
 * A code by which another device of the person gets a passkey: once, within a few minutes, and only while this session lives.
 * It needs a recent sign-in.
 *
 * @param {import('./index.js').PoolOptions} options
 * @returns {Promise<import('./index.js').DeviceInvitation>}
 */
export async function inviteDevice(options) {
  return (await request(options, 'POST', 'devices', {})).answer;
}
