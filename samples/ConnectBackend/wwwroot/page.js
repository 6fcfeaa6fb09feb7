// Each step: a token from the app's own back end, the ceremony at the provider, and what came of it back to the back end.
const $ = (id) => document.getElementById(id);
const settings = await (await fetch('/settings')).json();
const provider = `${settings.authority}/identity/${settings.pool}`;

$('passkey-login').addEventListener('click', () => during($('passkey-login'), signIn));
$('passkey-append').addEventListener('click', () => during($('passkey-append'), addPasskey));
$('logout').addEventListener('click', () => during($('logout'), signOut));
$('account').addEventListener('submit', (event) => {
  event.preventDefault();
  during(event.submitter, () => withPassword(event.submitter.value));
});
await show();
document.documentElement.dataset.ready = 'true';

async function addPasskey() {
  const token = await connectToken('passkey-append');
  const begun = await send(`${provider}/register/webauthn/begin`, {}, token);
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(begun.publicKey);
  const credential = await navigator.credentials.create({ publicKey });
  const finished = await send(`${provider}/register/webauthn/finish`, { ceremony: begun.ceremony, credential: credential.toJSON() }, token);
  await send('/auth/completeAppend', { code: finished.code });
  say('The passkey is there. Sign out, and sign in with it.');
  await show();
}

async function signIn() {
  const token = await connectToken('passkey-login');
  const begun = await send(`${provider}/login/webauthn/options`, {}, token);
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(begun.publicKey);
  const credential = await navigator.credentials.get({ publicKey });
  const finished = await send(`${provider}/login/webauthn/finish`, { ceremony: begun.ceremony, credential: credential.toJSON() });
  await send('/auth/verifySignedPasskeyData', { signedPasskeyData: finished.result });
  say('Signed in with a passkey.');
  await show();
}

async function withPassword(what) {
  await send(`/auth/${what}`, Object.fromEntries(new FormData($('account'))));
  $('account').reset();
  say(what === 'signup' ? 'Your account is there.' : 'Signed in with your password.');
  await show();
}

async function signOut() {
  await send('/auth/logout', {});
  say('You are signed out.');
  await show();
}

async function show() {
  const response = await fetch('/auth/me');
  const me = response.status === 200 ? await response.json() : undefined;
  $('welcome').hidden = me !== undefined;
  $('home').hidden = me === undefined;
  $('who').textContent = me?.email ?? '';
  if (me?.hasPasskey) await list();
  else $('passkeys').replaceChildren(item('None yet.'));
}

async function list() {
  const token = await connectToken('passkey-list');
  const response = await fetch(`${provider}/passkeys`, { headers: { Authorization: `Bearer ${token}` } });
  const { passkeys } = await response.json();
  $('passkeys').replaceChildren(...passkeys.map((passkey) => item(`${passkey.name}, since ${new Date(passkey.createdAt).toLocaleString()}`)));
}

function item(text) {
  const entry = document.createElement('li');
  entry.textContent = text;
  return entry;
}

async function connectToken(type) {
  return (await send('/auth/createConnectToken', { type })).connectToken;
}

async function send(address, body, token) {
  const headers = { 'Content-Type': 'application/json', ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) };
  const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  const answer = text.startsWith('{') ? JSON.parse(text) : {};
  if (!response.ok) throw new Error(answer.error ?? answer.title ?? `The answer was ${response.status}.`);
  return answer;
}

async function during(button, action) {
  button.disabled = true;
  try {
    await action();
  } catch (error) {
    say(error.name === 'NotAllowedError' ? 'That was cancelled, or took too long.' : error.message);
  } finally {
    button.disabled = false;
  }
}

function say(text) {
  $('status').hidden = false;
  $('status').textContent = text;
}
