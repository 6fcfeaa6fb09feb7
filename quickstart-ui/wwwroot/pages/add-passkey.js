import { register } from '../sdk/register.js';
import { busy } from '../ui/busy.js';
import { pool } from '../ui/page.js';
import { requireSupport } from '../ui/requireSupport.js';
import { show } from '../ui/steps.js';

const create = document.getElementById('create');

create.addEventListener('click', () => busy(create, addPasskey, { waiting: 'waiting' }));
create.disabled = !(await requireSupport());

async function addPasskey() {
  await register({ pool });
  show('done');
}
