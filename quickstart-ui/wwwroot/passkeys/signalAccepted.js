/**
 * Tells the device which passkeys of the person are good and what the person is called now (WebAuthn L3 §5.1.10.2, §5.1.10.3).
 * Devices that cannot be told are left alone; nothing is thrown.
 *
 * @param {import('./index.js').Signals | undefined} signals as the server sent them; nothing happens without them
 * @returns {Promise<void>}
 */
export async function signalAccepted(signals) {
  if (!signals || typeof PublicKeyCredential !== 'function') return;
  const { rpId, userId, allAcceptedCredentialIds, name, displayName } = signals;
  await quietly(() => PublicKeyCredential.signalAllAcceptedCredentials?.({ rpId, userId, allAcceptedCredentialIds }));
  await quietly(() => PublicKeyCredential.signalCurrentUserDetails?.({ rpId, userId, name, displayName }));
}

/** @param {() => Promise<void> | undefined} signal */
async function quietly(signal) {
  try {
    await signal();
  } catch {
    // A signal is a courtesy to the device: what was done stays done without it.
  }
}
