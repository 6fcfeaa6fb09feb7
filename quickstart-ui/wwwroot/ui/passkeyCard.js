import { locale } from './locale.js';
import { main } from './page.js';
import { fill } from './slots.js';

const template = document.getElementById('card').content;
const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' });

/**
 * The card of one passkey.
 *
 * @param {import('../sdk/index.js').Passkey} passkey
 * @param {Record<string, (passkey: object, button: HTMLButtonElement) => Promise<void>>} actions by the names of the card's buttons
 */
export function passkeyCard(passkey, actions) {
  const card = /** @type {HTMLElement} */ (template.firstElementChild.cloneNode(true));
  card.id = passkey.id;
  card.tabIndex = -1;
  fill(card, { name: passkey.name, authenticator: kindOf(passkey) });
  showFace(card, passkey);
  card.querySelector('[data-used]').hidden = passkey.id !== main.dataset.signedInWith;
  showWhereItIsKept(card, passkey);
  for (const time of card.querySelectorAll('[data-time]')) showTime(time, passkey[time.dataset.time]);
  for (const button of card.querySelectorAll('[data-action]')) button.onclick = () => actions[button.dataset.action](passkey, button);
  return card;
}

/** What the passkey is kept in; nothing where its name says that already. */
export function kindOf({ name, authenticator }) {
  return authenticator.name === name ? '' : authenticator.name;
}

function showFace(card, passkey) {
  const { icon } = passkey.authenticator;
  // The page's policy lets data: addresses through, and this nothing else.
  const own = icon?.startsWith('data:image/');
  const image = card.querySelector('img');
  if (own) image.src = icon;
  image.hidden = !own;
  for (const face of card.querySelectorAll('[data-face]')) face.hidden = own || face.dataset.face !== faceOf(passkey);
}

// What keeps the passkey, as far as it tells (WebAuthn L3 §5.8.4): a key to plug in or hold to, a provider that syncs, a phone nearby, this or another computer.
function faceOf({ transports, backupEligible }) {
  if (transports.some((transport) => ['usb', 'nfc', 'ble', 'smart-card'].includes(transport)) && !transports.includes('internal')) return 'key';
  if (backupEligible) return 'cloud';
  return transports.includes('hybrid') ? 'phone' : 'device';
}

function showWhereItIsKept(card, { backupEligible, backedUp }) {
  const kept = backedUp ? 'synced' : backupEligible ? 'syncable' : 'device';
  for (const tag of card.querySelectorAll('[data-kept]')) tag.hidden = tag.dataset.kept !== kept;
}

function showTime(element, value) {
  if (!value) return element.removeAttribute('datetime');
  const date = new Date(value);
  element.dateTime = value;
  element.title = moments.format(date);
  element.textContent = dates.format(date);
}
