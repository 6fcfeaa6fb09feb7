import { signIn } from '../sdk/signIn.js';
import { ask } from './ask.js';
import { say, sayError } from './messages.js';
import { main, pool } from './page.js';

// What every page of the administration does. Forms work by themselves; this asks for the passkey before one is sent that would come too late, so that
// nothing of it is lost.
const millisecondsOfASecond = 1000;
let freshUntil = performance.now() + Number(main.dataset.freshFor) * millisecondsOfASecond;

document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  if (form.method !== 'post' || !main.contains(form) || performance.now() < freshUntil) return;
  event.preventDefault();
  confirmThenSend(form, submitter);
});

async function confirmThenSend(form, submitter) {
  if (!(await ask('step-up'))) return;
  try {
    await signIn({ pool, identifier: main.dataset.identifier });
    freshUntil = performance.now() + millisecondsOfASecond * 60;
    form.requestSubmit(submitter);
  } catch (error) {
    sayError(error);
  }
}

// Copies what stands in the element that a button names.
document.addEventListener('click', async ({ target }) => {
  const button = target.closest('[data-copy]');
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
  say('copied');
});
