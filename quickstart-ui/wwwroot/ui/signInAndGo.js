import { signIn } from '../sdk/signIn.js';
import { goOn } from './goOn.js';
import { pool, returnUrl } from './page.js';

/** Signs in and goes on to where the person wanted. */
export async function signInAndGo(identifier) {
  return goOn(await signIn({ pool, identifier, returnUrl }));
}
