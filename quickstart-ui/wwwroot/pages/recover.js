import { recover } from '../sdk/recover.js';
import { register } from '../sdk/register.js';
import { verifyRecovery } from '../sdk/verifyRecovery.js';
import { busy } from '../ui/busy.js';
import { complete } from '../ui/fields.js';
import { main, pool } from '../ui/page.js';
import { requireSupport } from '../ui/requireSupport.js';
import { signInAndGo } from '../ui/signInAndGo.js';
import { fill } from '../ui/slots.js';
import { say } from '../ui/messages.js';
import { show } from '../ui/steps.js';
import { takeFragment } from '../ui/takeFragment.js';

const request = document.getElementById('identifier-form');
const code = document.getElementById('code-form');
const create = document.getElementById('create');
const signIn = document.getElementById('sign-in');

let { identifier, code: codeOfLink } = takeFragment();
let signup;

request.addEventListener('submit', (event) => {
  event.preventDefault();
  if (complete(request)) busy(event.submitter, sendMail);
});
code.addEventListener('submit', (event) => {
  event.preventDefault();
  if (complete(code)) busy(event.submitter, enterCode);
});
main.addEventListener('click', ({ target }) => {
  if (target.closest('[data-again]')) startAgain();
});
create.addEventListener('click', () => busy(create, createPasskey, { waiting: 'waiting', handle: explainExpiry }));
signIn.addEventListener('click', () => busy(signIn, () => signInAndGo(identifier), { waiting: 'waiting' }));
if (codeOfLink && identifier) goOnWithPasskey();
requireSupport();

async function sendMail() {
  identifier = request.elements.identifier.value.trim();
  await recover({ pool, identifier });
  fill(main, { identifier });
  code.reset();
  show('code');
}

async function enterCode() {
  ({ signup } = await verifyRecovery({ pool, identifier, code: code.elements.code.value.trim() }));
  goOnWithPasskey();
}

function goOnWithPasskey() {
  fill(main, { identifier });
  show('passkey');
}

// The code of a link is spent at the press and not before: programs that open the links of a mail press nothing.
async function createPasskey() {
  signup ??= (await verifyRecovery({ pool, identifier, code: codeOfLink })).signup;
  await register({ pool, signup, removeOthers: document.getElementById('remove-others').checked });
  show('done');
}

function startAgain() {
  [signup, codeOfLink] = [];
  show('request');
  request.elements.identifier.value = identifier;
}

// What waited too long is not good any more: it begins again.
function explainExpiry(error) {
  if (error.tag !== 'signed-out') return false;
  startAgain();
  say('timeout');
  return true;
}
