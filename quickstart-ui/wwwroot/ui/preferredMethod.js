import { pool } from './page.js';

// Of this browser and this pool, and of no account: it says the same for everyone who sits here.
const key = `passkeys.method.${pool}`;

/** The method that somebody signed in with here the last time: `passkey`, `password`, or null. */
export function preferredMethod() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {'passkey' | 'password'} method */
export function preferMethod(method) {
  try {
    localStorage.setItem(key, method);
  } catch {
    // A browser that keeps nothing is asked anew each time.
  }
}
