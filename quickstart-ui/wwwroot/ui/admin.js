import { signIn } from '../sdk/signIn.js';
import { ask } from './ask.js';
import { hush, say, sayError } from './messages.js';
import { main, pool } from './page.js';

// What every page of the administration does. Forms work by themselves; this asks for the passkey before one is sent that would come too late, so that
// nothing of it is lost.
const millisecondsOfASecond = 1000;

// By the clock on the wall: the other one stands still while a computer sleeps.
let freshUntil = Date.now() + Number(main.dataset.freshFor) * millisecondsOfASecond;

document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  // A field of the form may be named as a property of it is; an attribute is never hidden so.
  const sends = (submitter?.getAttribute('formmethod') ?? form.getAttribute('method'))?.toLowerCase() === 'post';
  if (!sends || !main.contains(form) || event.defaultPrevented || Date.now() < freshUntil) return;
  event.preventDefault();
  confirmThenSend(form, submitter);
});

async function confirmThenSend(form, submitter) {
  if (!(await ask('step-up'))) return submitter?.focus();
  try {
    say('waiting');
    await signIn({ pool, identifier: main.dataset.identifier });
    hush();
    freshUntil = Date.now() + Number(main.dataset.freshSpan) * millisecondsOfASecond;
    HTMLFormElement.prototype.requestSubmit.call(form, submitter);
  } catch (error) {
    sayError(error);
  }
}

// Copies what stands in the element that a button names.
document.addEventListener('click', ({ target }) => {
  const button = target.closest('[data-copy]');
  if (button) copy(document.getElementById(button.dataset.copy));
});

async function copy(element) {
  const text = element.value ?? element.textContent;
  try {
    await navigator.clipboard.writeText(text.trim());
    say('copied');
  } catch {
    // Not allowed here, or not there without https: it is marked, for the person to copy.
    getSelection().selectAllChildren(element);
  }
}
