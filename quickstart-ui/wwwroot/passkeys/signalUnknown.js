/**
 * Tells the device that a passkey is not known (any more), so that it stops offering it (WebAuthn L3 §5.1.10.1).
 * Devices that cannot be told are left alone; nothing is thrown.
 *
 * @param {{ rpId: string, credentialId: string }} unknown
 * @returns {Promise<boolean>} whether the browser took it
 */
export async function signalUnknown({ rpId, credentialId }) {
  try {
    if (!PublicKeyCredential.signalUnknownCredential) return false;
    await PublicKeyCredential.signalUnknownCredential({ rpId, credentialId });
    return true;
  } catch {
    return false;
  }
}
