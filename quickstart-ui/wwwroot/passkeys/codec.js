// For browsers without parseCreationOptionsFromJSON, parseRequestOptionsFromJSON and toJSON (WebAuthn L3 §5.1.8, §5.1.9, §5.1),
// and for password managers that replace a credential by an object without a working toJSON.

/**
 * @param {string} text base64url without padding
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function decode(text) {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/**
 * @param {ArrayBuffer} buffer
 * @returns {string} base64url without padding
 */
export function encode(buffer) {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @param {any[] | undefined} list */
const withBinaryIds = (list) => list?.map((descriptor) => ({ ...descriptor, id: decode(descriptor.id) }));

/**
 * @param {PublicKeyCredentialCreationOptionsJSON} json
 * @returns {PublicKeyCredentialCreationOptions}
 */
export function parseCreationOptions(json) {
  if (PublicKeyCredential.parseCreationOptionsFromJSON) return PublicKeyCredential.parseCreationOptionsFromJSON(json);
  const parsed = /** @type {any} */ ({
    ...json,
    challenge: decode(json.challenge),
    user: { ...json.user, id: decode(json.user.id) },
  });
  if (json.excludeCredentials) parsed.excludeCredentials = withBinaryIds(json.excludeCredentials);
  return parsed;
}

/**
 * @param {PublicKeyCredentialRequestOptionsJSON} json
 * @returns {PublicKeyCredentialRequestOptions}
 */
export function parseRequestOptions(json) {
  if (PublicKeyCredential.parseRequestOptionsFromJSON) return PublicKeyCredential.parseRequestOptionsFromJSON(json);
  const parsed = /** @type {any} */ ({ ...json, challenge: decode(json.challenge) });
  if (json.allowCredentials) parsed.allowCredentials = withBinaryIds(json.allowCredentials);
  return parsed;
}

/**
 * @param {PublicKeyCredential} credential
 * @returns {object} RegistrationResponseJSON or AuthenticationResponseJSON
 */
export function toJson(credential) {
  try {
    return credential.toJSON();
  } catch {
    return byHand(/** @type {any} */ (credential));
  }
}

/** @param {any} credential */
function byHand(credential) {
  const { id, rawId, type, authenticatorAttachment, response } = credential;
  return {
    id,
    rawId: encode(rawId),
    type,
    authenticatorAttachment: authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults?.() ?? {},
    response: response.attestationObject ? attestation(response) : assertion(response),
  };
}

/** @param {any} response */
const attestation = (response) => ({
  clientDataJSON: encode(response.clientDataJSON),
  attestationObject: encode(response.attestationObject),
  transports: response.getTransports?.() ?? [],
});

/** @param {any} response */
const assertion = (response) => ({
  clientDataJSON: encode(response.clientDataJSON),
  authenticatorData: encode(response.authenticatorData),
  signature: encode(response.signature),
  // An authenticator may leave it out; null and absent mean the same (WebAuthn L3 §5.2.2).
  userHandle: response.userHandle ? encode(response.userHandle) : undefined,
});
