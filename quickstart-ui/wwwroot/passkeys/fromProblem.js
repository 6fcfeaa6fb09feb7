import { PasskeyError } from './PasskeyError.js';

/** @type {Record<string, import('./index.js').PasskeyErrorTag>} */
const tags = {
  authentication_failed: 'refused',
  step_up_required: 'step-up',
  unknown_credential: 'orphaned',
  duplicate_credential: 'duplicate',
  last_credential: 'last-credential',
  too_many_attempts: 'too-many',
};

/**
 * Translates an answer that is not a success. Its body is problem details (RFC 9457) when it comes from the API, and anything when it does not.
 *
 * @param {Response} response
 * @param {any} body
 * @returns {PasskeyError}
 */
export function fromProblem(response, body) {
  const { code, detail, member } = body ?? {};
  const tag = tags[code] ?? tagOf(response.status);
  return new PasskeyError(tag, detail ?? `The server answered ${response.status}.`, {
    status: response.status,
    code,
    detail,
    member,
    maxAge: body?.maxAge,
    retryAfter: secondsOf(response.headers.get('Retry-After')) ?? body?.retryAfter,
    cause: body ?? undefined,
  });
}

/**
 * @param {number} status
 * @returns {import('./index.js').PasskeyErrorTag}
 */
function tagOf(status) {
  if (status === 401) return 'signed-out';
  return status === 429 ? 'too-many' : 'problem';
}

/** @param {string | null} header */
function secondsOf(header) {
  return header && /^\d+$/.test(header) ? Number(header) : undefined;
}
