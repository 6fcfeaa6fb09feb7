/** The page's main part; its data attributes say which pool it is for and where to go on to. */
export const main = document.querySelector('main');

/** What every call of the SDK needs. */
export const pool = main.dataset.pool;

/** A path of this host, or undefined. */
export const returnUrl = main.dataset.returnUrl || undefined;

// A page that comes back from the history as it was left would still be busy, or show what has changed since.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
