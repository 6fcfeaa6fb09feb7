import { acceptInvitation, register } from '../sdk/index.js';
import { busy } from '../ui/busy.js';
import { sayError } from '../ui/messages.js';
import { pool } from '../ui/page.js';
import { requireSupport } from '../ui/requireSupport.js';
import { signInAndGo } from '../ui/signInAndGo.js';
import { show } from '../ui/steps.js';

const create = document.getElementById('create');
const signIn = document.getElementById('sign-in');

const code = takeCode();
let signup;

create.addEventListener('click', () => busy(create, createPasskey, { waiting: 'waiting' }));
signIn.addEventListener('click', () => busy(signIn, () => signInAndGo(undefined), { waiting: 'waiting' }));
if (!code) sayError({ tag: 'problem', code: 'invalid_code' });
create.disabled = !code || !(await requireSupport());

// The code works once: it must not stay in the address bar, nor in the history.
function takeCode() {
  const found = new URLSearchParams(location.hash.slice(1)).get('code');
  history.replaceState(null, '', location.pathname + location.search);
  return found;
}

// The code is spent at the press and not before: programs that open the links of a mail press nothing.
async function createPasskey() {
  signup ??= (await acceptInvitation({ pool, code })).signup;
  await register({ pool, signup });
  show('done');
}
