import { listPasskeys } from '../sdk/listPasskeys.js';
import { register } from '../sdk/register.js';
import { removePasskey } from '../sdk/removePasskey.js';
import { renamePasskey } from '../sdk/renamePasskey.js';
import { signalAccepted } from '../sdk/signalAccepted.js';
import { ask } from '../ui/ask.js';
import { busy } from '../ui/busy.js';
import { hush, say, sayError } from '../ui/messages.js';
import { pool } from '../ui/page.js';
import { kindOf, passkeyCard } from '../ui/passkeyCard.js';
import { withStepUp } from '../ui/withStepUp.js';

const list = document.getElementById('passkeys');
const add = document.getElementById('add');
const addDevice = document.getElementById('add-device');

add.addEventListener('click', () => busy(add, addPasskey, { waiting: 'waiting' }));
addDevice.addEventListener('click', () => busy(addDevice, addOtherDevice, { waiting: 'waiting' }));
document.addEventListener('visibilitychange', lookAgain);
try {
  await load();
} catch (error) {
  document.getElementById('loading').hidden = true;
  sayError(error);
}

async function load() {
  const [{ passkeys, signals }] = await Promise.all([listPasskeys({ pool }), showPassword()]);
  list.replaceChildren(...passkeys.map((passkey) => passkeyCard(passkey, { rename, remove })));
  list.removeAttribute('aria-busy');
  document.getElementById('loading').hidden = true;
  document.getElementById('empty').hidden = passkeys.length > 0;
  // The device may have missed what was changed elsewhere. Nobody waits for it.
  signalAccepted(signals);
}

// Not every pool has passwords, and few people add a device each time they come: what that needs comes when it is wanted.
async function showPassword() {
  if (document.getElementById('password')) await (await import('../ui/passwordSection.js')).loadPassword();
}

// In another tab a passkey may have come or gone, or the person signed out.
async function lookAgain() {
  if (document.hidden || document.querySelector('dialog[open], [aria-busy="true"]')) return;
  try {
    await load();
  } catch (error) {
    if (error.tag === 'signed-out') showSignedOut('signed-out');
  }
}

function showSignedOut(message) {
  list.replaceChildren();
  for (const control of [add, addDevice, document.getElementById('password'), document.querySelector('.sign-out')]) if (control) control.hidden = true;
  say(message);
}

async function addPasskey() {
  const { passkey } = await withStepUp(() => register({ pool }));
  await load();
  say('added');
  document.getElementById(passkey.id)?.focus();
}

async function addOtherDevice() {
  const { showDeviceCode } = await import('../ui/inviteDevice.js');
  await showDeviceCode(list.children.length > 0);
  await load();
}

async function rename(passkey, button) {
  document.getElementById('new-name').value = passkey.name;
  const entered = await ask('rename');
  if (!entered) return;
  await busy(button, async () => {
    await renamePasskey({ pool, id: passkey.id, name: entered.get('name').trim() });
    await load();
    say('renamed');
    document.getElementById(passkey.id)?.focus();
  }, { handle: reloadWhenGone });
}

async function remove(passkey, button) {
  const naming = { name: passkey.name, detail: kindOf(passkey) };
  if (!(await ask('remove', naming))) return;
  await busy(button, async () => {
    if (await removeOrAskAgain(passkey, naming)) await afterRemoval();
    else hush();
  }, { handle: reloadWhenGone });
}

async function removeOrAskAgain({ id }, naming) {
  try {
    await withStepUp(() => removePasskey({ pool, id }));
  } catch (error) {
    if (error.tag !== 'last-credential') throw error;
    if (!(await ask('remove-last', naming))) return false;
    await withStepUp(() => removePasskey({ pool, id, confirmLast: true }));
  }
  return true;
}

// The session ends with the passkey that it came from.
async function afterRemoval() {
  try {
    await load();
    say('removed');
  } catch (error) {
    if (error.tag !== 'signed-out') throw error;
    showSignedOut('removed-signed-out');
  }
  document.getElementById('status').focus();
}

function reloadWhenGone(error) {
  if (error.code === 'not_found') load().catch(() => {});
  return false;
}
