// The passkey grant without any SDK: two calls to the provider, and what the browser brings.
const GRANT = 'urn:passkeys:params:oauth:grant-type:webauthn';
const TOKEN_ENDED = 4401;

const $ = (id) => document.getElementById(id);
const settings = await (await fetch('/settings')).json();
// In memory: it is gone with the page, and no other script can read it from a store.
let accessToken;
let socket;

$('sign-up').href = `${settings.authority}/account/${settings.pool}/sign-up`;
$('manage').href = `${settings.authority}/passkeys`;
$('sign-in').addEventListener('click', () => during($('sign-in'), signIn));
$('hello').addEventListener('click', () => during($('hello'), () => call('GET', '/hello')));
$('payout').addEventListener('click', () => during($('payout'), () => call('POST', '/payout')));
$('open').addEventListener('click', () => during($('open'), openClock));
$('close').addEventListener('click', () => socket?.close());
document.documentElement.dataset.ready = 'true';

async function during(button, action) {
  button.disabled = true;
  try {
    await action();
  } catch (error) {
    say(error.name === 'NotAllowedError' ? 'That was cancelled, or took too long.' : error.message);
  } finally {
    button.disabled = button === $('open') && socket !== undefined;
  }
}

async function signIn() {
  const begun = await ask(`${settings.authority}/identity/${settings.pool}/login/webauthn/options`, { clientId: settings.clientId });
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(begun.publicKey);
  const credential = await navigator.credentials.get({ publicKey });
  const form = new URLSearchParams({
    grant_type: GRANT,
    client_id: settings.clientId,
    scope: 'openid demo-api',
    ceremony: begun.ceremony,
    credential: JSON.stringify(credential.toJSON()),
  });
  const response = await fetch(`${settings.authority}/connect/token`, { method: 'POST', body: form });
  const answer = await response.json();
  if (!response.ok) throw new Error(`The provider refused: ${answer.error}.`);
  accessToken = answer.access_token;
  $('person').textContent = 'You are signed in. This page has an access token.';
  say('Signed in.');
}

async function ask(address, body) {
  const response = await fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(`The provider refused: ${answer.code}.`);
  return answer;
}

async function call(method, path) {
  const response = await fetch(path, { method, headers: bearer() });
  say(`${method} ${path}: ${response.status}`, await show(response));
  // RFC 9470: what is missing is an authentication, so the person is asked for one.
  if (response.headers.get('WWW-Authenticate')?.includes('insufficient_user_authentication'))
    $('person').textContent = 'Your sign-in is too old for this. Sign in again, and repeat the call.';
}

async function openClock() {
  const response = await fetch('/tickets', {
    method: 'POST',
    headers: { ...bearer(), 'Content-Type': 'application/json' },
    body: JSON.stringify({ path: '/clock' }),
  });
  if (!response.ok) return say(`POST /tickets: ${response.status}`, await show(response));
  const { ticket } = await response.json();
  // A browser sets no header on a WebSocket; a ticket may travel as a subprotocol, a token never in an address.
  socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/clock`, ['passkeys', `ticket.${ticket}`]);
  socket.addEventListener('open', () => say('The WebSocket is open.'));
  socket.addEventListener('message', (message) => { $('time').textContent = message.data; });
  socket.addEventListener('close', ended);
  $('close').disabled = false;
}

function ended(event) {
  socket = undefined;
  $('open').disabled = false;
  $('close').disabled = true;
  $('time').textContent = '--:--:--';
  say(event.code === TOKEN_ENDED ? `The WebSocket was closed: the token has ended (${event.reason}).` : `The WebSocket is closed (${event.code}).`);
}

function bearer() {
  return accessToken === undefined ? {} : { Authorization: `Bearer ${accessToken}` };
}

async function show(response) {
  const challenge = response.headers.get('WWW-Authenticate');
  const text = await response.text();
  const body = text.startsWith('{') ? JSON.stringify(JSON.parse(text), undefined, 2) : text;
  return challenge === null ? body : `WWW-Authenticate: ${challenge}\n\n${body}`;
}

function say(status, details = '') {
  $('status').textContent = status;
  $('log').textContent = details;
}
