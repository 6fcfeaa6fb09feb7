import { request } from './request.js';

/**
 * Takes up an invitation with the code of its link; `register` with the `signup` of the answer makes the passkey.
 *
 * @param {import('./index.js').AcceptInvitationOptions} options
 * @returns {Promise<import('./index.js').SignUpStarted>}
 */
export async function acceptInvitation({ code, ...options }) {
  return (await request(options, 'POST', 'invitations/accept', { code })).answer;
}
