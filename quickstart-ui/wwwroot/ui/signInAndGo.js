import { signIn } from '../sdk/index.js';
import { go } from './go.js';
import { pool, returnUrl } from './page.js';

/** Signs in and goes on to where the person wanted. */
export async function signInAndGo(identifier) {
  const { redirect } = await signIn({ pool, identifier, returnUrl });
  return go(redirect);
}
