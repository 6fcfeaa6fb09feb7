/** The page's main part; its data attributes say which pool it is for and where to go on to. */
export const main = document.querySelector('main');

/** What every call of the SDK needs. */
export const pool = main.dataset.pool;

/** A path of this host, or undefined. */
export const returnUrl = main.dataset.returnUrl || undefined;
