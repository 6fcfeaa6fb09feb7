/**
 * Reads what a link has in its fragment, and takes it out of the address: a code works once, and must stay neither in the address bar nor in the history.
 *
 * @returns {Record<string, string>}
 */
export function takeFragment() {
  const found = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  history.replaceState(null, '', location.pathname + location.search);
  return found;
}
