import { autofill } from '../sdk/index.js';
import { busy } from '../ui/busy.js';
import { complete } from '../ui/fields.js';
import { go } from '../ui/go.js';
import { sayError } from '../ui/messages.js';
import { pool, returnUrl } from '../ui/page.js';
import { requireSupport } from '../ui/requireSupport.js';
import { signInAndGo } from '../ui/signInAndGo.js';

const form = document.getElementById('identifier-form');
const passkey = document.getElementById('passkey');

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (complete(form)) start(event.submitter, form.elements.identifier.value.trim());
});
passkey.addEventListener('click', () => start(passkey, undefined));
if (await requireSupport()) offerInField();

async function start(button, identifier) {
  await busy(button, () => signInAndGo(identifier), { waiting: 'waiting' });
  // The attempt took the place of the offer in the field.
  offerInField();
}

async function offerInField() {
  try {
    const signedIn = await autofill({ pool, returnUrl });
    if (signedIn) await go(signedIn.redirect);
  } catch (error) {
    // Nobody has asked for anything yet: that the server cannot be reached, the buttons will say.
    if (error.tag === 'network' || error.tag === 'cancelled') return;
    sayError(error);
    form.elements.identifier.addEventListener('focus', offerInField, { once: true });
  }
}
