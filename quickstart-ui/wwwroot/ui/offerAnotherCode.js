import { resendActivation } from '../sdk/resendActivation.js';
import { busy } from './busy.js';
import { say } from './messages.js';
import { pool } from './page.js';

/**
 * The button that asks for the activation's mail once more.
 *
 * @param {() => string | null} identifier whose mail; null when the person has to say so first
 */
export function offerAnotherCode(identifier) {
  const button = document.getElementById('resend');
  button?.addEventListener('click', () => {
    const account = identifier();
    if (!account) return;
    busy(button, async () => {
      await resendActivation({ pool, identifier: account });
      say('resent');
    });
  });
}
