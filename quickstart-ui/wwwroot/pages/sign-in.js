import { autofill } from '../sdk/autofill.js';
import { checkSupport } from '../sdk/checkSupport.js';
import { passwordSignIn } from '../sdk/passwordSignIn.js';
import { signIn } from '../sdk/signIn.js';
import { busy } from '../ui/busy.js';
import { complete } from '../ui/fields.js';
import { goOn } from '../ui/goOn.js';
import { say, sayError } from '../ui/messages.js';
import { main, pool, returnUrl } from '../ui/page.js';
import { preferMethod, preferredMethod } from '../ui/preferredMethod.js';
import { requireSupport } from '../ui/requireSupport.js';
import { fill } from '../ui/slots.js';
import { show } from '../ui/steps.js';

// Where one person has to prove again who they are, there is nothing to enter, and nothing to offer.
const form = document.getElementById('identifier-form');
const passwordForm = document.getElementById('password-form');
const help = document.getElementById('help');

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  if (!complete(form)) return;
  const identifier = form.elements.identifier.value.trim();
  if (passwordForm) chooseMethod(identifier);
  else start(event.submitter, { identifier });
});
passwordForm?.addEventListener('submit', (event) => {
  event.preventDefault();
  if (complete(passwordForm)) enterPassword(event.submitter);
});
for (const button of document.querySelectorAll('[data-passkey]'))
  button.addEventListener('click', () => start(button, { identifier: button.dataset.passkey === 'named' ? passwordForm.elements.username.value : undefined, rpId: button.dataset.rpId }));
document.getElementById('back')?.addEventListener('click', () => show('identifier'));
if (await requireSupport()) {
  offerInField();
  offerPhone();
}

// The same for every identifier, known or not: what somebody prefers is remembered of the browser, and of nobody's account.
function chooseMethod(identifier) {
  passwordForm.elements.username.value = identifier;
  fill(main, { identifier });
  const byPasskey = document.getElementById('by-passkey');
  const [first, second] = preferredMethod() === 'passkey' ? [byPasskey, passwordForm] : [passwordForm, byPasskey];
  first.after(second);
  first.querySelector('button').classList.add('primary');
  second.querySelector('button').classList.remove('primary');
  show('method');
  if (preferredMethod() === 'password') passwordForm.elements.password.focus();
}

async function start(button, { identifier, rpId }) {
  await busy(button, async () => {
    const signedIn = await signIn({ pool, identifier, returnUrl, rpId });
    preferMethod('passkey');
    await goOn(signedIn);
  }, { waiting: 'waiting', handle: openHelp });
  // The attempt took the place of the offer in the field.
  offerInField();
}

async function enterPassword(button) {
  const { username, password } = passwordForm.elements;
  await busy(button, async () => {
    let method = 'password';
    const onPasskey = () => {
      method = undefined;
      say('waiting');
    };
    const signedIn = await passwordSignIn({ pool, identifier: username.value, password: password.value, returnUrl, onPasskey });
    preferMethod('password');
    await goOn({ ...signedIn, method });
  });
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
