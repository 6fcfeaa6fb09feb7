import { readPassword } from '../sdk/readPassword.js';
import { removePassword } from '../sdk/removePassword.js';
import { setPassword } from '../sdk/setPassword.js';
import { ask } from './ask.js';
import { busy } from './busy.js';
import { locale } from './locale.js';
import { hush, say } from './messages.js';
import { main, pool } from './page.js';
import { withStepUp } from './withStepUp.js';

const section = document.getElementById('password');
const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });

for (const button of section.querySelectorAll('[data-change]')) button.addEventListener('click', () => change(button));
document.getElementById('remove-password-button').addEventListener('click', ({ currentTarget }) => remove(currentTarget));

/** Shows whether the person has a password. */
export async function loadPassword() {
  const { set, changedAt } = await readPassword({ pool });
  section.hidden = false;
  for (const part of section.querySelectorAll('[data-password]')) part.hidden = part.dataset.password !== (set ? 'set' : 'none');
  if (!changedAt) return;
  const time = section.querySelector('time');
  time.dateTime = changedAt;
  time.textContent = dates.format(new Date(changedAt));
}

async function change(button) {
  const form = document.querySelector('#set-password form');
  form.reset();
  form.elements.username.value = main.dataset.identifier;
  const entered = await ask('set-password');
  if (!entered) return;
  await busy(button, async () => {
    await withStepUp(() => setPassword({ pool, password: entered.get('password') }));
    await loadPassword();
    say('password-saved');
  });
  form.reset();
}

async function remove(button) {
  if (!(await ask('remove-password'))) return;
  await busy(button, async () => {
    if (!(await removeOrAskAgain())) return hush();
    await loadPassword();
    say('password-removed');
  });
}

async function removeOrAskAgain() {
  try {
    await withStepUp(() => removePassword({ pool }));
  } catch (error) {
    if (error.tag !== 'last-credential') throw error;
    if (!(await ask('remove-last-password'))) return false;
    await withStepUp(() => removePassword({ pool, confirmLast: true }));
  }
  return true;
}
