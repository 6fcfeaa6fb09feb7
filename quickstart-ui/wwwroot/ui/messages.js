import { locale } from './locale.js';
import { fill } from './slots.js';

// Texts come from the server, in <template id="messages">; this only shows them.
const texts = document.getElementById('messages').content;

/** The element that speaks: the one of the step that is shown. */
function speaker() {
  return [...document.querySelectorAll('.status')].find((element) => !element.closest('[hidden]'));
}

/** @param {string} name @returns {HTMLElement | null} */
function find(name) {
  return texts.querySelector(`[data-message="${CSS.escape(name)}"]`);
}

/** Shows the message of this name; one that the page does not know becomes "other". */
export function say(name) {
  const text = (find(name) ?? find('other')).cloneNode(true);
  text.classList.add('message');
  text.dataset.kind ??= 'bad';
  speaker().replaceChildren(text);
}

/** Takes the message away. */
export function hush() {
  speaker()?.replaceChildren();
}

/** Shows what went wrong, and moves there: the next Tab leads to the way on. */
export function sayError(error) {
  say(nameOf(error) ?? 'other');
  if (error.retryAfter) fill(speaker(), { wait: inWords(error.retryAfter) });
  speaker().focus();
}

const secondsOfAMinute = 60;
const minutesOfAnHour = 60;

// "in 5 minutes", in the language of the page.
function inWords(seconds) {
  const words = new Intl.RelativeTimeFormat(locale);
  if (seconds <= secondsOfAMinute) return words.format(seconds, 'second');
  const minutes = Math.ceil(seconds / secondsOfAMinute);
  return minutes <= minutesOfAnHour ? words.format(minutes, 'minute') : words.format(Math.ceil(minutes / minutesOfAnHour), 'hour');
}

function nameOf({ tag, code, member, signalled }) {
  if (tag === 'problem' && member === 'password') return 'password';
  if (tag === 'problem' && find(code)) return code;
  // The device was not told, so the person has to do it.
  return tag === 'orphaned' && !signalled ? 'orphaned-kept' : tag;
}
