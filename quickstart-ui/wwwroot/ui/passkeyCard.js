import { locale } from './locale.js';
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
  showIcon(card, passkey.authenticator.icon);
  showWhereItIsKept(card, passkey);
  for (const time of card.querySelectorAll('[data-time]')) showTime(time, passkey[time.dataset.time]);
  for (const button of card.querySelectorAll('[data-action]')) button.onclick = () => actions[button.dataset.action](passkey, button);
  return card;
}

/** What the passkey is kept in; nothing where its name says that already. */
export function kindOf({ name, authenticator }) {
  return authenticator.name === name ? '' : authenticator.name;
}

// The page's policy lets data: addresses through, and this nothing else.
function showIcon(card, icon) {
  if (!icon?.startsWith('data:image/')) return;
  const image = card.querySelector('img');
  image.src = icon;
  image.hidden = false;
  image.nextElementSibling.remove();
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
