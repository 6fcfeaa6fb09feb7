// A person's browser: keeps cookies, follows the provider, signs in with a passkey where it is asked to, and stops where the provider lets go of it.
import { forms, refreshOf } from './html.js';
import { issuer, signInAt } from './site.js';

const mostSteps = 15;

export class Browser {
  #cookies = new Map();

  /** The pages of the provider that were gone through. */
  visited = [];

  /** @param person Who sits there; nobody can sign in without. */
  constructor(person) {
    this.person = person;
  }

  /** One request, no redirect followed. */
  async fetch(address, init = {}) {
    const url = new URL(address, issuer);
    const headers = new Headers(init.headers);
    const cookies = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (cookies) headers.set('cookie', cookies);
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    return response;
  }

  /** Calls JSON as a page of the provider does. */
  async post(path, body) {
    return this.fetch(path, { method: 'POST', headers: { 'content-type': 'application/json', origin: issuer.origin }, body: JSON.stringify(body) });
  }

  /** Signs in at the provider. Where the browser goes on to. */
  async signIn({ pool = 'demo', returnUrl } = {}) {
    return signInAt((path, body) => this.post(path, body), this.person, pool, returnUrl);
  }

  /**
   * Opens an address of the provider and does what its pages ask until it is done.
   * @param consent Which button is pressed where consent is asked for.
   * @param stopAt Pages whose path matches are not acted on.
   * @returns `{ left }`, the address outside the provider, with `answer` as its parameters; or `{ page, status, path }`, where it stopped.
   */
  async open(address, { consent = /allow|accept|continue/i, stopAt, init } = {}) {
    let at = new URL(address, issuer);
    let response = await this.fetch(at, init);
    for (let step = 0; step < mostSteps; step++) {
      const next = await this.#next(at, response, consent, stopAt);
      if (next.stop) return next.stop;
      at = new URL(next.address, at);
      if (at.origin !== issuer.origin) return { left: at, answer: next.answer ?? at.searchParams, mode: next.answer ? 'form_post' : 'query' };
      response = await this.fetch(at, next.init);
    }
    throw new Error(`The provider goes on for ever: ${at.pathname}`);
  }

  async #next(at, response, consent, stopAt) {
    const location = response.headers.get('location');
    if (location) return { address: location };
    const page = await response.text();
    this.visited.push(at.pathname);
    const stop = { stop: { page, status: response.status, path: at.pathname, url: at, headers: response.headers } };
    if (response.status !== 200 || stopAt?.test(at.pathname)) return stop;
    const refresh = refreshOf(page);
    if (refresh) return { address: refresh };
    const posted = forms(page).find((form) => form.action && new URL(form.action, at).origin !== issuer.origin);
    if (posted) return { address: posted.action, answer: new URLSearchParams(posted.fields) };
    if (/sign-(in|up)$/.test(at.pathname) && this.person) return { address: await this.signIn({ returnUrl: at.searchParams.get('returnUrl') }) };
    if (/consent/.test(at.pathname)) return this.#press(page, at, consent);
    return stop;
  }

  /** Presses the button with this label. */
  #press(page, at, label) {
    for (const form of forms(page)) {
      const button = form.buttons.find((one) => label.test(one.label));
      if (!button) continue;
      const fields = new URLSearchParams([...form.fields, ...(button.name ? [[button.name, button.value ?? '']] : [])]);
      const address = button.formaction ?? form.action ?? at.href;
      return { address: new URL(address, at), init: { method: 'POST', body: fields, headers: { origin: issuer.origin } } };
    }
    throw new Error(`${at.pathname} has no button ${label}`);
  }

  #keep(cookie) {
    const [pair, ...attributes] = cookie.split(';').map((part) => part.trim());
    const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    const expired = attributes.some((one) => /^expires=/i.test(one) && new Date(one.slice(8)) <= new Date()) || attributes.some((one) => /^max-age=(0|-)/i.test(one));
    if (expired || value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
