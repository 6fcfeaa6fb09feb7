import { PasskeyError } from './PasskeyError.js';
import { fromProblem } from './fromProblem.js';

/**
 * Calls the pool's API.
 *
 * @param {import('./index.js').PoolOptions} options
 * @param {string} method
 * @param {string} path below /identity/{pool}/
 * @param {object} [body] sent as JSON; undefined members are left out
 * @returns {Promise<{ answer: any, date: number }>} the parsed body, and the server's time in milliseconds since 1970
 */
export async function request({ pool, baseUrl = '', signal, accessToken, operationToken }, method, path, body) {
  try {
    const response = await fetch(`${baseUrl}/identity/${encodeURIComponent(pool)}/${path}`, {
      method,
      signal,
      credentials: 'same-origin',
      headers: headersOf(body, operationToken ?? accessToken),
      body: body && JSON.stringify(body),
    });
    const answer = await readJson(response);
    if (!response.ok) throw fromProblem(response, answer);
    return { answer, date: Date.parse(response.headers.get('Date') ?? '') || Date.now() };
  } catch (cause) {
    if (cause instanceof PasskeyError) throw cause;
    throw signal?.aborted
      ? new PasskeyError('cancelled', 'The call was stopped.', { cause })
      : new PasskeyError('network', 'The server could not be reached.', { cause });
  }
}

/**
 * @param {object | undefined} body
 * @param {string | undefined} token
 */
function headersOf(body, token) {
  /** @type {Record<string, string>} */
  const headers = { Accept: 'application/json' };
  if (body) headers['Content-Type'] = 'application/json';
  if (token) headers.Authorization = `Bearer ${token}`;
  return headers;
}

/** @param {Response} response */
async function readJson(response) {
  const text = await response.text();
  if (response.ok && !text) return {};
  try {
    return JSON.parse(text);
  } catch {
    if (response.ok) throw new PasskeyError('other', 'The server did not answer with JSON.', { status: response.status });
    return null;
  }
}
