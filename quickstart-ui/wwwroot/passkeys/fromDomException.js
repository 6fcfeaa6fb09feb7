import { PasskeyError } from './PasskeyError.js';

/** @typedef {{ creating: boolean, aborted: boolean, timedOut: boolean }} Circumstances */

/**
 * Translates what navigator.credentials rejects with (WebAuthn L3 §5.1.3, §5.1.4). Browsers answer NotAllowedError for a refusal as for
 * a timeout, so that a page cannot tell which passkeys there are: the caller knows how long it took.
 *
 * @param {unknown} error
 * @param {Circumstances} circumstances
 * @returns {PasskeyError}
 */
export function fromDomException(error, circumstances) {
  if (error instanceof PasskeyError) return error;
  const { name, message } = /** @type {Error} */ (error ?? {});
  const [tag, text] = explain(name, circumstances);
  return new PasskeyError(tag, text ?? message ?? String(error), { code: name, cause: error });
}

/**
 * @param {string | undefined} name
 * @param {Circumstances} circumstances
 * @returns {[import('./index.js').PasskeyErrorTag, string?]}
 */
function explain(name, { creating, aborted, timedOut }) {
  if (aborted || name === 'AbortError') return ['cancelled', 'The ceremony was stopped.'];
  switch (name) {
    case 'TimeoutError':
      return ['timeout', 'It took too long.'];
    case 'NotAllowedError':
      return timedOut ? ['timeout', 'It took too long.'] : ['cancelled', 'The passkey was not used.'];
    case 'InvalidStateError':
      return creating ? ['duplicate', 'This device already holds a passkey of this account.'] : ['other'];
    case 'SecurityError':
      return ['invalid-rp-id', 'Passkeys of this pool cannot be used at this address.'];
    case 'NotSupportedError':
    case 'ConstraintError':
      return ['unsupported', 'This device cannot make the kind of passkey that is asked for.'];
    default:
      return ['other'];
  }
}
