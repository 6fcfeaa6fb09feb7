import { request } from './request.js';

/**
 * Begins an account. The answer is the same whether or not the identifier exists.
 *
 * @param {import('./index.js').StartSignUpOptions} options
 * @returns {Promise<import('./index.js').SignUpStarted>}
 */
export async function startSignUp({ identifier, displayName, captcha, ...options }) {
  return (await request(options, 'POST', 'signup', { identifier, displayName, captcha })).answer;
}
