import { autofill, checkSupport } from '../sdk/index.js';
import { busy } from '../ui/busy.js';
import { complete } from '../ui/fields.js';
import { goOn } from '../ui/goOn.js';
import { sayError } from '../ui/messages.js';
import { pool, returnUrl } from '../ui/page.js';
import { requireSupport } from '../ui/requireSupport.js';
import { signInAndGo } from '../ui/signInAndGo.js';

// Where one person has to prove again who they are, there is nothing to enter, and nothing to offer.
const form = document.getElementById('identifier-form');
const passkey = document.getElementById('passkey');
const help = document.getElementById('help');

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  if (complete(form)) start(event.submitter, form.elements.identifier.value.trim());
});
passkey.addEventListener('click', () => start(passkey, undefined));
if (await requireSupport()) {
  offerInField();
  offerPhone();
}

async function start(button, identifier) {
  await busy(button, () => signInAndGo(identifier), { waiting: 'waiting', handle: openHelp });
  // The attempt took the place of the offer in the field.
  offerInField();
}

// No browser tells a page whether the person said no or had no passkey to say yes with, so what to do in either case is shown.
function openHelp({ tag }) {
  if (help && ['cancelled', 'timeout', 'orphaned'].includes(tag)) help.open = true;
  return false;
}

async function offerInField() {
  if (!form) return;
  try {
    const signedIn = await autofill({ pool, returnUrl });
    if (signedIn) await goOn(signedIn);
  } catch (error) {
    // Nobody has asked for anything yet: that the server cannot be reached, the buttons will say.
    if (error.tag === 'network' || error.tag === 'cancelled') return;
    sayError(error);
    form.elements.identifier.addEventListener('focus', offerInField, { once: true });
  }
}

async function offerPhone() {
  const phone = help?.querySelector('[data-hybrid]');
  if (phone) phone.hidden = !(await checkSupport()).hybrid;
}
