import { checkSupport } from '../sdk/index.js';
import { say } from './messages.js';

/** Says at once, not at the first press, that this browser has no passkeys. */
export async function requireSupport() {
  const { webauthn } = await checkSupport();
  if (!webauthn) say('unsupported');
  return webauthn;
}
