// An authenticator that is asked whether it has something for the person, and has not, is no failure; nor is what the page itself stopped.
const quiet = ['conditional', 'immediate'];

/**
 * Tells the pool that a ceremony failed in the browser, where the server would never learn of it: the kind of failure and nothing about anyone. Nobody waits for it, and
 * what becomes of it changes nothing.
 *
 * @param {import('./index.js').PoolOptions & import('./index.js').ReportOptions} options
 * @param {'registration' | 'authentication'} ceremony
 * @param {import('./index.js').PasskeyError} error
 * @param {{ aborted: boolean, mediation?: string | undefined }} circumstances
 */
export function reportFailure({ pool, baseUrl = '', report = true }, ceremony, { tag, code }, { aborted, mediation }) {
  if (!report || aborted || (tag === 'cancelled' && quiet.includes(mediation ?? ''))) return;
  try {
    // It outlives the page, and carries no cookie: it is nobody's.
    fetch(`${baseUrl}/identity/${encodeURIComponent(pool)}/reports`, {
      method: 'POST',
      keepalive: true,
      credentials: 'omit',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ceremony, outcome: tag, code }),
    }).catch(() => {});
  } catch {
    // A browser that cannot say so has said enough.
  }
}
