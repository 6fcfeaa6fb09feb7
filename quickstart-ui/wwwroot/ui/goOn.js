import { checkSupport } from '../sdk/index.js';
import { go } from './go.js';
import { pool } from './page.js';

/**
 * Leaves for where a sign-in leads. Whoever used a passkey of another device is asked on the way whether this one should have one too;
 * the page that asks knows whether they have said "not now".
 *
 * @param {import('../sdk/index.js').SignedIn} signedIn
 */
export async function goOn({ redirect, attachment }) {
  if (attachment !== 'cross-platform' || !(await checkSupport()).platformAuthenticator) return go(redirect);
  return go(`/account/${pool}/add-passkey?${new URLSearchParams({ returnUrl: redirect })}`);
}
