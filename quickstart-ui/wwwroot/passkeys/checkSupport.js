/**
 * What this browser and device can do with passkeys.
 *
 * @returns {Promise<import('./index.js').Support>}
 */
export async function checkSupport() {
  if (typeof PublicKeyCredential !== 'function' || !navigator.credentials)
    return { webauthn: false, conditionalGet: false, platformAuthenticator: false, hybrid: false, immediateGet: false, signals: false };
  const [conditionalGet, platformAuthenticator, hybrid, immediateGet] = await Promise.all([
    holds(() => PublicKeyCredential.isConditionalMediationAvailable?.()),
    holds(() => PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable?.()),
    // WebAuthn L3 §5.8.7: a browser without getClientCapabilities says nothing of it.
    holds(() => PublicKeyCredential.getClientCapabilities?.().then((capabilities) => capabilities.hybridTransport)),
    holds(() => PublicKeyCredential.getClientCapabilities?.().then((capabilities) => capabilities.immediateGet)),
  ]);
  return { webauthn: true, conditionalGet, platformAuthenticator, hybrid, immediateGet, signals: 'signalUnknownCredential' in PublicKeyCredential };
}

/** @param {() => Promise<boolean | undefined> | undefined} question */
async function holds(question) {
  try {
    return (await question()) === true;
  } catch {
    return false;
  }
}
