// The whole flow by hand, for whoever wants to write their own: no SDK, no library. The API is the one of docs/http-api.md.
const api = '/identity/demo';
const form = document.querySelector('form');
const output = document.querySelector('output');

/** Calls the pool. What is not a success is a problem (RFC 9457) with a stable code. */
async function call(method, path, body) {
  const response = await fetch(`${api}/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.detail), { name: answer.code });
  return answer;
}

const flows = {
  /** An account begins with an identifier, and exists once its passkey does. */
  async signUp(identifier) {
    const { signup } = await call('POST', 'signup', { identifier });
    return create({ signup });
  },

  /** Whoever signed in in the last five minutes adds one more. */
  addPasskey: () => create({}),

  /** With an identifier only that person's passkeys are offered; without one, whichever the device has for this pool. */
  async signIn(identifier) {
    const { ceremony, publicKey } = await call('POST', 'login/webauthn/options', { identifier });
    const credential = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
    return call('POST', 'login/webauthn/finish', { ceremony, credential: credential.toJSON() });
  },

  listPasskeys: () => call('GET', 'passkeys'),

  /** The device is told which ones are left, so that it offers no other. */
  async removePasskey() {
    const { passkeys } = await call('GET', 'passkeys');
    const newest = passkeys.toSorted((one, other) => other.createdAt.localeCompare(one.createdAt))[0];
    const { signals } = await call('DELETE', `passkeys/${newest.id}`);
    const { rpId, userId, allAcceptedCredentialIds } = signals;
    await PublicKeyCredential.signalAllAcceptedCredentials?.({ rpId, userId, allAcceptedCredentialIds });
    return { removed: newest.name };
  },
};

/** The options go to the device untouched, and its answer goes back untouched. */
async function create(authority) {
  const { ceremony, publicKey } = await call('POST', 'register/webauthn/begin', authority);
  const credential = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
  return call('POST', 'register/webauthn/finish', { ...authority, ceremony, credential: credential.toJSON() });
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  try {
    output.textContent = JSON.stringify(await flows[event.submitter.value](form.elements.identifier.value), null, 2);
  } catch ({ name, message }) {
    output.textContent = `${name}: ${message}`;
  }
});
