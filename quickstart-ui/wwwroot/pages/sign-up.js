import { activate } from '../sdk/activate.js';
import { passwordSignIn } from '../sdk/passwordSignIn.js';
import { register } from '../sdk/register.js';
import { registerPassword } from '../sdk/registerPassword.js';
import { startSignUp } from '../sdk/startSignUp.js';
import { busy } from '../ui/busy.js';
import { captchaAnswer, renewCaptcha } from '../ui/captcha.js';
import { complete } from '../ui/fields.js';
import { goOn } from '../ui/goOn.js';
import { say } from '../ui/messages.js';
import { offerAnotherCode } from '../ui/offerAnotherCode.js';
import { main, pool, returnUrl } from '../ui/page.js';
import { requireSupport } from '../ui/requireSupport.js';
import { signInAndGo } from '../ui/signInAndGo.js';
import { fill } from '../ui/slots.js';
import { show } from '../ui/steps.js';

const details = document.getElementById('details-form');
const passwordForm = document.getElementById('password-form');
const usePassword = document.getElementById('use-password');
const code = document.getElementById('code-form');
const create = document.getElementById('create');
const signIn = document.getElementById('sign-in');

let identifier;
let signup;
let password;

details.addEventListener('submit', (event) => {
  event.preventDefault();
  if (complete(details)) busy(event.submitter, start);
});
document.getElementById('back').addEventListener('click', () => show('details'));
create.addEventListener('click', () => busy(create, createPasskey, { waiting: 'waiting', handle: startAgain }));
usePassword?.addEventListener('click', () => show('password'));
document.getElementById('use-passkey')?.addEventListener('click', () => show('passkey'));
passwordForm?.addEventListener('submit', (event) => {
  event.preventDefault();
  if (complete(passwordForm)) busy(event.submitter, choosePassword, { handle: startAgain });
});
code?.addEventListener('submit', (event) => {
  event.preventDefault();
  if (complete(code)) busy(event.submitter, enterCode);
});
offerAnotherCode(() => identifier);
signIn.addEventListener('click', () => busy(signIn, signInNow, { waiting: password ? 'working' : 'waiting', handle: explainRefusal }));
requireSupport();

async function start() {
  const { displayName } = details.elements;
  identifier = details.elements.identifier.value.trim();
  try {
    const begun = await startSignUp({ pool, identifier, displayName: displayName.value.trim() || undefined, captcha: captchaAnswer(details) });
    signup = begun.signup;
    if (usePassword) usePassword.hidden = !begun.methods?.includes('password');
  } finally {
    renewCaptcha();
  }
  fill(main, { identifier });
  show('passkey');
}

async function createPasskey() {
  await register({ pool, signup });
  password = undefined;
  finish();
}

async function choosePassword() {
  password = passwordForm.elements.password.value;
  await registerPassword({ pool, signup, password });
  passwordForm.reset();
  finish();
}

function finish() {
  for (const part of main.querySelectorAll('[data-by]')) part.hidden = part.dataset.by !== (password ? 'password' : 'passkey');
  show(main.dataset.activation ? 'code' : 'done');
}

async function enterCode() {
  await activate({ pool, identifier, signup, code: code.elements.code.value.trim() });
  show('done');
}

async function signInNow() {
  if (!password) return signInAndGo(identifier);
  return goOn({ ...(await passwordSignIn({ pool, identifier, password, returnUrl })), method: 'password' });
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
