import { inviteDevice } from '../sdk/inviteDevice.js';
import { signIn } from '../sdk/signIn.js';
import { locale } from './locale.js';
import { hush } from './messages.js';
import { main, pool } from './page.js';
import { withStepUp } from './withStepUp.js';

const dialog = /** @type {HTMLDialogElement} */ (document.getElementById('device'));
const times = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });

/**
 * Shows a code by which another device gets a passkey, until the person closes it. Whoever has a passkey proves anew who they are:
 * what comes out of it opens the account.
 *
 * @param {boolean} hasPasskey
 */
export async function showDeviceCode(hasPasskey) {
  if (hasPasskey) await signIn({ pool, identifier: main.dataset.identifier });
  const invitation = await withStepUp(() => inviteDevice({ pool }));
  fillIn(invitation);
  const timer = setTimeout(() => showExpired(true), Date.parse(invitation.expiresAt) - Date.now());
  dialog.querySelector('[data-close]').onclick = () => dialog.close();
  hush();
  dialog.showModal();
  await new Promise((closed) => {
    dialog.onclose = closed;
  });
  clearTimeout(timer);
  fillIn({ qr: '', link: '' });
}

function fillIn({ qr, link, expiresAt }) {
  const image = dialog.querySelector('img');
  if (qr) image.src = `data:image/svg+xml,${encodeURIComponent(qr)}`;
  else image.removeAttribute('src');
  document.getElementById('device-link').value = link;
  if (!expiresAt) return;
  const time = dialog.querySelector('time');
  time.dateTime = expiresAt;
  time.textContent = times.format(new Date(expiresAt));
  showExpired(false);
}

function showExpired(expired) {
  dialog.querySelector('[data-expired]').hidden = !expired;
  dialog.querySelector('[data-until]').hidden = expired;
  dialog.querySelector('img').hidden = expired;
}
