import { signIn } from '../sdk/signIn.js';
import { busy } from '../ui/busy.js';
import { go } from '../ui/go.js';
import { main, pool, returnUrl } from '../ui/page.js';
import { requireSupport } from '../ui/requireSupport.js';

const button = document.getElementById('confirm');

button.addEventListener('click', () => busy(button, async () => go((await signIn({ pool, identifier: main.dataset.identifier, returnUrl })).redirect ?? returnUrl)));
await requireSupport();
