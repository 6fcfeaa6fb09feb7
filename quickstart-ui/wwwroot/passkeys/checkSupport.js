/**
 * What this browser and device can do with passkeys.
 *
 * @returns {Promise<import('./index.js').Support>}
 */
export async function checkSupport() {
  if (typeof PublicKeyCredential !== 'function' || !navigator.credentials)
    return { webauthn: false, conditionalGet: false, platformAuthenticator: false, signals: false };
  const [conditionalGet, platformAuthenticator] = await Promise.all([
    holds(() => PublicKeyCredential.isConditionalMediationAvailable?.()),
    holds(() => PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable?.()),
  ]);
  return { webauthn: true, conditionalGet, platformAuthenticator, signals: 'signalUnknownCredential' in PublicKeyCredential };
}

/** @param {() => Promise<boolean> | undefined} question */
async function holds(question) {
  try {
    return (await question()) === true;
  } catch {
    return false;
  }
}
