import { acceptInvitation } from '../sdk/acceptInvitation.js';
import { register } from '../sdk/register.js';
import { busy } from '../ui/busy.js';
import { sayError } from '../ui/messages.js';
import { pool } from '../ui/page.js';
import { requireSupport } from '../ui/requireSupport.js';
import { signInAndGo } from '../ui/signInAndGo.js';
import { show } from '../ui/steps.js';
import { takeFragment } from '../ui/takeFragment.js';

const create = document.getElementById('create');
const signIn = document.getElementById('sign-in');

const { code } = takeFragment();
let signup;

create.addEventListener('click', () => busy(create, createPasskey, { waiting: 'waiting' }));
signIn.addEventListener('click', () => busy(signIn, () => signInAndGo(undefined), { waiting: 'waiting' }));
if (!code) sayError({ tag: 'problem', code: 'invalid_code' });
create.disabled = !code || !(await requireSupport());

// The code is spent at the press and not before: programs that open the links of a mail press nothing.
async function createPasskey() {
  signup ??= (await acceptInvitation({ pool, code })).signup;
  await register({ pool, signup });
  show('done');
}
