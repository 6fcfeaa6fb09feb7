import { request } from './request.js';

/**
 * Ends a sign-up with a password in place of a passkey, where `methods` of the sign-up has it.
 *
 * @param {import('./index.js').RegisterPasswordOptions} options
 * @returns {Promise<import('./index.js').PasswordRegistered>}
 */
export async function registerPassword({ signup, password, ...options }) {
  return (await request(options, 'POST', 'register/password', { signup, password })).answer;
}
