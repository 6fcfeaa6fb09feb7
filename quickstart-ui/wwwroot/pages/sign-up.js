import { activate, register, startSignUp } from '../sdk/index.js';
import { busy } from '../ui/busy.js';
import { complete } from '../ui/fields.js';
import { say } from '../ui/messages.js';
import { main, pool } from '../ui/page.js';
import { requireSupport } from '../ui/requireSupport.js';
import { signInAndGo } from '../ui/signInAndGo.js';
import { fill } from '../ui/slots.js';
import { show } from '../ui/steps.js';

const details = document.getElementById('details-form');
const code = document.getElementById('code-form');
const create = document.getElementById('create');
const signIn = document.getElementById('sign-in');

let identifier;
let signup;

details.addEventListener('submit', (event) => {
  event.preventDefault();
  if (complete(details)) busy(event.submitter, start);
});
document.getElementById('back').addEventListener('click', () => show('details'));
create.addEventListener('click', () => busy(create, createPasskey, { waiting: 'waiting', handle: startAgain }));
code?.addEventListener('submit', (event) => {
  event.preventDefault();
  if (complete(code)) busy(event.submitter, enterCode);
});
signIn.addEventListener('click', () => busy(signIn, () => signInAndGo(identifier), { waiting: 'waiting', handle: explainRefusal }));
requireSupport();

async function start() {
  const { displayName, captcha } = details.elements;
  identifier = details.elements.identifier.value.trim();
  ({ signup } = await startSignUp({
    pool,
    identifier,
    displayName: displayName.value.trim() || undefined,
    captcha: captcha?.value.trim(),
  }));
  fill(main, { identifier });
  show('passkey');
}

async function createPasskey() {
  await register({ pool, signup });
  show(main.dataset.activation ? 'code' : 'done');
}

async function enterCode() {
  await activate({ pool, identifier, signup, code: code.elements.code.value.trim() });
  show('done');
}

// A sign-up that waited too long is not good any more: it begins again, and what was entered is still there.
function startAgain(error) {
  if (error.tag !== 'signed-out') return false;
  show('details');
  say('timeout');
  return true;
}

// The answer to a sign-up never tells whether there was an account already; here it matters, and the person knows.
function explainRefusal(error) {
  if (error.tag !== 'refused' && error.tag !== 'orphaned') return false;
  say('sign-in-refused');
  return true;
}
