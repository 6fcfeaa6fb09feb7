import { checkSupport } from '../sdk/checkSupport.js';
import { go } from './go.js';
import { pool } from './page.js';

/**
 * Leaves for where a sign-in leads. Whoever used a passkey of another device, one of a former address, or a password alone is asked on the way whether this
 * device should have a passkey; the page that asks knows whether they have said "not now".
 *
 * @param {import('../sdk/index.js').SignedIn & { method?: 'password' }} signedIn
 */
export async function goOn({ redirect, attachment, enrol, method }) {
  const why = enrol ? 'moved' : (method ?? (attachment === 'cross-platform' ? 'device' : null));
  if (!why || !(await checkSupport()).platformAuthenticator) return go(redirect);
  return go(`/account/${pool}/add-passkey?${new URLSearchParams({ why, returnUrl: redirect })}`);
}
