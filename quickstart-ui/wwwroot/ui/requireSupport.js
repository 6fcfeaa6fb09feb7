import { checkSupport } from '../sdk/checkSupport.js';
import { say } from './messages.js';

/** Says at once, not at the first press, that this browser has no passkeys, and why. */
export async function requireSupport() {
  const { webauthn } = await checkSupport();
  if (!webauthn) say(isSecureContext ? (isInsideAnApp() ? 'in-app' : 'unsupported') : 'insecure');
  return webauthn;
}

// Only asked where there are no passkeys: what an app shows inside itself says so in its name, and the way out is the browser proper.
function isInsideAnApp() {
  const { userAgent } = navigator;
  return /; wv\)|\bFB(AN|AV|_IAB)\b|Instagram|Line\/|MicroMessenger/.test(userAgent) || (/iPhone|iPad/.test(userAgent) && !/Safari\//.test(userAgent));
}
