/** @typedef {{ controller: AbortController, conditional: boolean, over: Promise<void> }} Turn */

// A browser runs one ceremony at a time and rejects a second one, so this page's ceremonies take turns.
/** @type {Set<Turn>} */
const turns = new Set();

/**
 * Runs one ceremony alone. A modal one (a person pressed a button) stops whatever else is running; an autofill stops another autofill
 * and waits for a modal one.
 *
 * @template T
 * @param {{ conditional: boolean, signal?: AbortSignal | undefined }} options
 * @param {(signal: AbortSignal) => Promise<T>} ceremony gets a signal that is always there
 * @returns {Promise<T>}
 */
export async function takeTurn({ conditional, signal }, ceremony) {
  const others = [...turns];
  for (const other of others) if (!conditional || other.conditional) other.controller.abort();

  const controller = new AbortController();
  const forward = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', forward);
  if (signal?.aborted) forward();

  const result = Promise.all(others.map((other) => other.over)).then(() => ceremony(controller.signal));
  const turn = { controller, conditional, over: result.then(() => {}, () => {}) };
  turns.add(turn);
  try {
    return await result;
  } finally {
    turns.delete(turn);
    signal?.removeEventListener('abort', forward);
  }
}
