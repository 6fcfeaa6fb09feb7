import { activate } from '../sdk/index.js';
import { busy } from '../ui/busy.js';
import { complete } from '../ui/fields.js';
import { pool } from '../ui/page.js';
import { signInAndGo } from '../ui/signInAndGo.js';
import { show } from '../ui/steps.js';

const form = document.getElementById('code-form');
const signIn = document.getElementById('sign-in');
const identifier = () => form.elements.identifier.value.trim();

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (complete(form)) busy(event.submitter, enterCode);
});
signIn.addEventListener('click', () => busy(signIn, () => signInAndGo(identifier()), { waiting: 'waiting' }));

async function enterCode() {
  await activate({ pool, identifier: identifier(), code: form.elements.code.value.trim() });
  show('done');
}
