// A WebAuthn Level 3 authenticator and the browser in front of it, small: ES256, attestation "none", user verified.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const UserPresent = 0x01;
const UserVerified = 0x04;
const AttestedCredentialData = 0x40;

const base64url = (bytes) => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes) => createHash('sha256').update(bytes).digest();

export class SoftwareAuthenticator {
  #origin;
  #credentials = [];

  constructor(origin) {
    this.#origin = origin;
  }

  /** What `navigator.credentials.create()` gives for these options, as `toJSON()` writes it. */
  register(options) {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const id = randomBytes(32);
    const credential = { id, privateKey, rpId: options.rp.id, userHandle: options.user.id };
    this.#credentials.push(credential);

    const data = Buffer.concat([
      authenticatorData(credential.rpId, UserPresent | UserVerified | AttestedCredentialData),
      Buffer.alloc(16),
      uint16(id.length),
      id,
      coseKey(publicKey.export({ format: 'jwk' })),
    ]);
    return this.#reply(credential, {
      clientDataJSON: base64url(this.#clientData('webauthn.create', options.challenge)),
      attestationObject: base64url(attestationObject(data)),
      authenticatorData: base64url(data),
      publicKey: base64url(publicKey.export({ format: 'der', type: 'spki' })),
      publicKeyAlgorithm: -7,
      transports: ['internal'],
    });
  }

  /** What `navigator.credentials.get()` gives for these options, as `toJSON()` writes it. */
  sign(options) {
    const credential = this.#credentials.find((one) => one.rpId === options.rpId);
    const data = authenticatorData(credential.rpId, UserPresent | UserVerified);
    const clientData = this.#clientData('webauthn.get', options.challenge);
    const signature = sign('sha256', Buffer.concat([data, sha256(clientData)]), credential.privateKey);
    return this.#reply(credential, {
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(data),
      signature: base64url(signature),
      userHandle: credential.userHandle,
    });
  }

  /** What it holds, as the DevTools protocol (WebAuthn.addCredential) takes it: to be carried into a browser. */
  credentials() {
    return this.#credentials.map(({ id, rpId, userHandle, privateKey }) => ({
      credentialId: Buffer.from(id).toString('base64'),
      isResidentCredential: true,
      rpId,
      userHandle: Buffer.from(userHandle, 'base64url').toString('base64'),
      privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
      signCount: 0,
    }));
  }

  #clientData(type, challenge) {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }));
  }

  #reply(credential, response) {
    return {
      id: base64url(credential.id),
      rawId: base64url(credential.id),
      type: 'public-key',
      authenticatorAttachment: 'platform',
      clientExtensionResults: {},
      response,
    };
  }
}

// WebAuthn L3 §6.1: hash of the RP ID, flags, a counter that is not kept.
function authenticatorData(rpId, flags) {
  return Buffer.concat([sha256(rpId), Buffer.from([flags]), Buffer.alloc(4)]);
}

function uint16(value) {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

// RFC 9053 §7.1.1, in CBOR: {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
function coseKey({ x, y }) {
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
    Buffer.from(x, 'base64url'),
    Buffer.from([0x22, 0x58, 0x20]),
    Buffer.from(y, 'base64url'),
  ]);
}

// WebAuthn L3 §8.7, in CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}. The data has 164 bytes: one byte says so.
function attestationObject(data) {
  return Buffer.concat([
    Buffer.from([0xa3]),
    cborText('fmt'),
    cborText('none'),
    cborText('attStmt'),
    Buffer.from([0xa0]),
    cborText('authData'),
    Buffer.from([0x58, data.length]),
    data,
  ]);
}

function cborText(text) {
  return Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
}
